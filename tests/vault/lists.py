"""Makes lists of people as agencies send them, harsher than the ones seen, with the truth beside them.

ID numbers lie in divisions 999xxx, which do not exist, so no real person is hit.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from stdnum.iso7064 import mod_11_2

from lianfang.vault.identity import Identity

SINGLE = tuple("王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗单仇曾解查区覃付傅钟龚谢万石蒋姜郑邓唐宋许韩冯董萧程曹袁于余")
COMPOUND = ("欧阳", "上官", "尉迟", "诸葛", "令狐")
GIVEN = tuple(
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红文辉玲飞建国荣志海龙凤云梅琴宇浩轩涵萱梓怡欣雨诗淑慧婷"
)
HOMOPHONES = {
    "伟": "玮", "芳": "方", "静": "婧", "丽": "莉", "磊": "雷", "军": "君", "洋": "阳", "艳": "燕", "杰": "洁",
    "娟": "鹃", "涛": "滔", "明": "鸣", "霞": "侠", "刚": "钢", "英": "瑛", "华": "桦", "兰": "岚", "红": "虹",
    "文": "雯", "辉": "晖", "玲": "琳", "飞": "菲", "荣": "容", "志": "智", "云": "芸", "宇": "雨", "轩": "萱",
    "怡": "宜", "欣": "鑫", "慧": "惠", "婷": "亭", "付": "傅", "蒋": "姜", "于": "余", "曾": "增",
}  # fmt: skip
TRADITIONAL = str.maketrans(
    "伟丽强军勇艳杰涛华兰红玲飞国荣龙凤云张刘陈杨黄赵吴孙马钟龚谢万区单冯萧许韩郑邓",
    "偉麗強軍勇艷傑濤華蘭紅玲飛國榮龍鳳雲張劉陳楊黃趙吳孫馬鍾龔謝萬區單馮蕭許韓鄭鄧",
)


@dataclass(frozen=True)
class Mix:
    """Shares of household types and of faults per row; each fault is drawn by itself."""

    homes: dict[str, float] = field(
        default_factory=lambda: {
            "alone": 0.5, "couple": 0.12, "siblings": 0.12, "twins": 0.05, "father_son": 0.09, "namesakes": 0.06,
            "sound_namesakes": 0.06,
        }
    )  # fmt: skip
    homophone: float = 0.03
    traditional: float = 0.04
    id_missing: float = 0.12
    id_typo: float = 0.03
    id_swap: float = 0.02
    id_short: float = 0.01
    id_rounded: float = 0.01
    id_of_relative: float = 0.003
    phone_missing: float = 0.01
    phone_slip: float = 0.03
    phone_other: float = 0.01
    address_other_spelling: float = 0.3
    address_missing: float = 0.2
    sex_missing: float = 0.4
    relisted: float = 0.5
    villages: int = 40


@dataclass(frozen=True)
class Row:
    """One row of a list and the person it truly is."""

    person: int
    identity: Identity


class Town:
    """A town of people, drawn from a seed, and the lists that are made of it."""

    def __init__(self, seed: int, people: int, mix: Mix | None = None) -> None:
        self.random = random.Random(seed)
        self.mix = mix or Mix()
        self.villages = [f"999{self.random.randrange(10**9):09d}" for _ in range(self.mix.villages)]
        self.people: list[Identity] = []
        self.relative: dict[int, int] = {}
        makers: dict[str, Callable[[], list[Identity]]] = {
            "alone": lambda: [self._person()],
            "couple": self._couple,
            "siblings": self._siblings,
            "twins": self._twins,
            "father_son": self._father_son,
            "namesakes": self._namesakes,
            "sound_namesakes": self._sound_namesakes,
        }
        kinds, weights = zip(*self.mix.homes.items(), strict=True)
        while len(self.people) < people:
            kind = self.random.choices(kinds, weights)[0]
            home, first = makers[kind](), len(self.people)
            if "namesakes" not in kind and _of_one_name(home):
                continue  # nobody names two of a house alike
            self.people += home
            if "namesakes" not in kind:
                self.relative |= {first + n: first + (n + 1) % len(home) for n in range(len(home))}

    def lists(self, count: int = 3) -> list[Row]:
        """Rows of several lists one after another: the first holds everybody once, the others a share of them."""
        rows = self._list(range(len(self.people)))
        for _ in range(count - 1):
            rows += self._list(n for n in range(len(self.people)) if self._chance(self.mix.relisted))
        return rows

    def _list(self, persons: "range | Iterator[int]") -> list[Row]:
        rows = [Row(person, self._written(person)) for person in persons]
        self.random.shuffle(rows)
        return rows

    def _chance(self, share: float) -> bool:
        return self.random.random() < share

    # People

    def _person(self, surname: str = "", born: date | None = None) -> Identity:
        draw = self.random
        surname = surname or (draw.choice(COMPOUND) if self._chance(0.02) else draw.choice(SINGLE))
        given = "".join(draw.choices(GIVEN, k=1 if self._chance(0.25) else 2))
        born = born or date(1940, 1, 1) + timedelta(days=draw.randrange(27_000))
        sex = draw.choice(("male", "female"))
        serial = 2 * draw.randrange(1, 499) + (sex == "male")
        return Identity(
            name=surname + given,
            id_number=checked(f"999{draw.randrange(100, 130)}{born:%Y%m%d}{serial:03d}"),
            phones=(self._mobile(),),
            address=f"{draw.randrange(1, 10)}组{draw.randrange(1, 120)}号",
            village=draw.choice(self.villages),
            sex=sex,
        )

    def _mobile(self) -> str:
        head = self.random.choice(("1380817", "1590826", "1828134", "1778080", "1528263"))
        return f"{head}{self.random.randrange(10**4):04d}"

    def _at_home(self, head: Identity, other: Identity) -> Identity:
        return replace(other, phones=head.phones, address=head.address, village=head.village)

    def _couple(self) -> list[Identity]:
        head = self._person()
        return [head, self._at_home(head, self._person())]

    def _siblings(self) -> list[Identity]:
        surname, generation = self.random.choice(SINGLE), self.random.choice(GIVEN)
        head = replace(self._person(surname), name=surname + generation + self.random.choice(GIVEN))
        others = [character for character in GIVEN if not _alike(character, head.name[-1])]
        names = [surname + generation + character for character in self.random.sample(others, 2)]
        return [head, *(self._at_home(head, replace(self._person(surname), name=name)) for name in names)]

    def _twins(self) -> list[Identity]:
        head, other = self._siblings()[:2]
        serial = int(head.id_number[14:17])
        number = checked(f"{head.id_number[:14]}{serial + (2 if serial < 990 else -2):03d}")
        return [head, replace(other, id_number=number, sex=head.sex)]

    def _father_son(self) -> list[Identity]:
        father = self._person()
        surname = father.name[:2] if father.name[:2] in COMPOUND else father.name[0]
        return [father, self._at_home(father, self._person(surname))]

    def _namesakes(self) -> list[Identity]:
        one = self._person()
        return [one, replace(self._person(), name=one.name, village=one.village)]

    def _sound_namesakes(self) -> list[Identity]:
        one = self._person()
        return [one, replace(self._person(), name=self._misheard(one.name), village=one.village)]

    # How a person is written down

    def _written(self, person: int) -> Identity:
        mix, truth = self.mix, self.people[person]
        name = self._misheard(truth.name) if self._chance(mix.homophone) else truth.name
        return Identity(
            name=name.translate(TRADITIONAL) if self._chance(mix.traditional) else name,
            id_number=self._id_as_written(person),
            phones=self._phones_as_written(truth.phones[0]),
            address=self._address_as_written(truth.address),
            village=truth.village,
            sex="" if self._chance(mix.sex_missing) else truth.sex,
        )

    def _misheard(self, name: str) -> str:
        places = [n for n, character in enumerate(name) if character in HOMOPHONES]
        if not places:
            return name
        place = self.random.choice(places)
        return name[:place] + HOMOPHONES[name[place]] + name[place + 1 :]

    def _id_as_written(self, person: int) -> str:
        mix, number = self.mix, self.people[person].id_number
        place = self.random.randrange(17)
        faults = (
            (mix.id_missing, ""),
            (
                mix.id_typo,
                number[:place] + str((int(number[place]) + self.random.randrange(1, 10)) % 10) + number[place + 1 :],
            ),
            (mix.id_swap, _swapped(number, place)),
            (mix.id_short, number[:place] + number[place + 1 :]),
            (mix.id_rounded, number[:15] + "000"),
            (mix.id_of_relative, self.people[self.relative.get(person, person)].id_number),
        )
        return next((written for share, written in faults if self._chance(share)), number)

    def _phones_as_written(self, number: str) -> tuple[str, ...]:
        mix, place = self.mix, self.random.randrange(3, 10)
        faults = (
            (mix.phone_missing, ()),
            (mix.phone_slip / 2, (number[:place] + number[place + 1 :],)),
            (mix.phone_slip / 2, (_swapped(number, place),)),
            (mix.phone_other, (self._mobile(),)),
            (0.05, (number, self._mobile())),
        )
        return next((written for share, written in faults if self._chance(share)), (number,))

    def _address_as_written(self, address: str) -> str:
        if self._chance(self.mix.address_missing):
            return ""
        if not self._chance(self.mix.address_other_spelling):
            return address
        group, house = address[0], address[2:-1]
        chinese = "零一二三四五六七八九"[int(group)]
        return self.random.choice(
            (f"{chinese}组{house}号", f"{group}组{house}", f"第{chinese}村民小组{house}号", f"{group}-{house}")
        )


def _alike(a: str, b: str) -> bool:
    return a == b or HOMOPHONES.get(a) == b or HOMOPHONES.get(b) == a


def _of_one_name(home: list[Identity]) -> bool:
    return len({"".join(sorted(person.name)) for person in home}) < len(home)


def checked(body: str) -> str:
    """Seventeen digits with their check digit."""
    return body + str(mod_11_2.calc_check_digit(body))


def _swapped(text: str, place: int) -> str:
    return text[:place] + text[place : place + 2][::-1] + text[place + 2 :]
