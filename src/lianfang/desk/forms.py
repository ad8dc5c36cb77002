"""How Django forms look: `FORM_RENDERER = "lianfang.desk.forms.DeskRenderer"` makes `{{ form }}` ours."""

from django.forms.renderers import DjangoTemplates


class DeskRenderer(DjangoTemplates):
    """Label, help and the error's sentence stand beside their field."""

    form_template_name = "desk/forms/form.html"
    field_template_name = "desk/forms/field.html"
