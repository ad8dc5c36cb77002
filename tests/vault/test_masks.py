import pytest

from lianfang.vault import masks


@pytest.mark.parametrize(
    ("mask", "written", "seen"),
    [
        (masks.name, "王小明", "王*明"),
        (masks.name, "王明", "王*"),
        (masks.name, "欧阳娜娜", "欧**娜"),
        (masks.name, "王", "*"),
        (masks.name, "", ""),
        (masks.id_number, "11010519491231002X", "110105********002X"),
        (masks.id_number, "110105491231002", "110105*****1002"),
        (masks.id_number, "E12345678", "*******78"),
        (masks.id_number, "1234", "****"),
        (masks.phone, "13812345678", "138****5678"),
        (masks.phone, "02787654321", "027****4321"),
        (masks.phone, "5551234", "***1234"),
        (masks.phone, "12345", "*****"),
        (masks.address, "将营村7组78号", "将营村7组***"),
        (masks.address, "将营村七组78号", "将营村七组***"),
        (masks.address, "7组", "7组"),
        (masks.address, "阳光小区3栋201", "阳光小区***"),
        (masks.address, "78号", "***"),
        (masks.address, "", ""),
    ],
)
def test_a_mask_leaves_enough_to_recognise_and_too_little_to_use(mask: object, written: str, seen: str) -> None:
    assert callable(mask)
    assert mask(written) == seen
