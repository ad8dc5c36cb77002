"""Made-up people. ID numbers lie in divisions 999xxx, which do not exist, so nobody real is hit."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid5

from stdnum.iso7064 import mod_11_2

_NAMES = UUID("0f6b3a54-3b0e-5b83-9d5b-6f8e3f1c2020")
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余杜叶程苏魏吕丁任沈姚"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华慧建国志红玉兰梅琳鹏飞宇浩然欣怡雨涵佳雪文斌海波春冬"


def made(*parts: object) -> UUID:
    """An id that is the same in every demonstration."""
    return uuid5(_NAMES, "/".join(map(str, parts)))


@dataclass(frozen=True, slots=True)
class Someone:
    """A made-up person."""

    name: str
    id_number: str
    phone: str
    sex: str


def someone(rng: random.Random, surname: str = "", *, oldest: int = 1935, youngest: int = 2019) -> Someone:
    """A person born between two years."""
    sex = rng.choice(("male", "female"))
    name = (surname or rng.choice(SURNAMES)) + "".join(rng.choices(GIVEN, k=rng.choice((1, 2, 2, 2))))
    born = date(oldest, 1, 1) + timedelta(days=rng.randrange((youngest - oldest) * 365))
    sequence = rng.randrange(0, 500) * 2 + (1 if sex == "male" else 0)
    body = f"999{rng.randrange(1000):03d}{born:%Y%m%d}{sequence % 1000:03d}"
    phone = f"1{rng.choice('35789')}{rng.randrange(10**9):09d}"
    return Someone(name, body + mod_11_2.calc_check_digit(body), phone, sex)


def family(rng: random.Random) -> Iterator[Someone]:
    """One household: a couple or a single person, with children or a parent."""
    surname = rng.choice(SURNAMES)
    yield someone(rng, surname, oldest=1945, youngest=1998)
    if rng.random() < 0.8:
        yield someone(rng, oldest=1945, youngest=1998)
    for _child in range(rng.choice((0, 0, 1, 1, 2))):
        yield someone(rng, surname, oldest=1999, youngest=2019)
    if rng.random() < 0.2:
        yield someone(rng, surname, oldest=1930, youngest=1955)
