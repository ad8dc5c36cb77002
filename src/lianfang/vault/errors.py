"""What can go wrong with keys; each message says what to do."""

from django.utils.translation import gettext as _


class KeyringError(Exception):
    """The key ring cannot be used. Shown to whoever runs the installation."""


class WrongKeyError(KeyringError):
    """The master key does not open this key ring."""

    def __init__(self, where: str) -> None:
        super().__init__(
            _("主密钥与密钥环 %(where)s 不匹配。请放回原来的主密钥文件，或检查 LIANFANG_MASTER_KEY。")
            % {"where": where}
        )


class MasterKeyMissingError(KeyringError):
    """There is a key ring but no master key."""

    def __init__(self, where: str) -> None:
        super().__init__(
            _("密钥环 %(where)s 的主密钥不见了。请放回主密钥文件，或设置 LIANFANG_MASTER_KEY。") % {"where": where}
        )


class MalformedMasterKeyError(KeyringError):
    """`LIANFANG_MASTER_KEY` is not a key."""

    def __init__(self) -> None:
        super().__init__(_("LIANFANG_MASTER_KEY 应为 32 字节的密钥，用 64 位十六进制或 base64 书写。"))


class UnknownKeyError(KeyringError):
    """A data key is neither in the ring nor recorded as destroyed: the ring belongs to other data."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("密钥环里没有数据密钥 %(name)s，这个密钥环不属于这份数据。请放回与数据相配的密钥环。") % {"name": name}
        )


class DestroyedKeyError(KeyringError):
    """What was sealed with this data key has been destroyed on purpose and stays unreadable."""

    def __init__(self, name: str) -> None:
        super().__init__(_("数据密钥 %(name)s 已按规定销毁，用它封存的内容不可恢复。") % {"name": name})


class TamperedError(KeyringError):
    """Sealed bytes were changed or moved to another row."""

    def __init__(self) -> None:
        super().__init__(_("封存内容与所在记录不符：数据被改动或移动过，请从备份恢复并查明原因。"))
