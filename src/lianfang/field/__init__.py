"""The phone: an installable app that works a day without network; enrolment of devices, sync, the app itself."""
