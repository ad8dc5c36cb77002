"""Every sentence is there in every language, says the same with the same blanks, and is as new as the code."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from scripts import messages

CHINESE = re.compile(r"[\u3400-\u9fff]")
BLANK = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
TIME_FORMAT = re.compile(r"[YnjGHi 年月日时分:24]+")

COMMENT = re.compile(r"(?<!:)//[^\n]*|/\*.*?\*/", re.DOTALL)

# Scripts in which Chinese is data, not words: what people type around a number, the characters of number plates.
DATA = {"idcard.js", "pad.js", "phone.js", "plate.js"}

# What the field reads in traditional Chinese, where a converter may go wrong: official terms keep their words.
TERMS = {
    "核查对象": "核查對象",
    "网格": "網格",
    "网格员": "網格員",
    "派出所": "派出所",
    "村（社区）": "村（社區）",
    "系统": "系統",
    "登录": "登錄",
    "账号": "帳號",
    "台账": "台帳",
    "销号": "銷號",
    "走访": "走訪",
    "反馈结果": "反饋結果",
    "疑点": "疑點",
    "认领联系": "認領聯繫",
    "复核": "複核",
    "恢复": "恢復",
    "重复录入": "重複錄入",
    "包村干部": "包村幹部",
    "其余": "其餘",
    "户籍册": "戶籍冊",
    "代码": "代碼",
    "这里": "這裡",
    "准确": "準確",
    "了解情况": "了解情況",
    "汇总": "匯總",
    "台湾居民来往大陆通行证": "臺灣居民來往大陸通行證",
}


def texts(message: Message) -> list[str]:
    """The translations of a message, one for each plural form."""
    found = message.string
    return list(found) if isinstance(found, (tuple, list)) else [found or ""]


def source(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def listed(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


@pytest.fixture(scope="module", params=messages.DOMAINS)
def domain(request: pytest.FixtureRequest) -> str:
    """What the server says, then what scripts say."""
    return str(request.param)


@pytest.fixture(scope="module")
def fresh(domain: str) -> Catalog:
    """What the sources hold now."""
    return messages.template(domain)


@pytest.fixture(scope="module")
def english(domain: str) -> Catalog:
    return messages.load("en", domain)


@pytest.fixture(scope="module")
def converted(domain: str) -> Catalog:
    return messages.load("zh_Hant", domain)


@pytest.mark.parametrize("locale", ["en", "zh_Hant"])
def test_the_catalogues_are_as_new_as_the_sources(locale: str, domain: str, fresh: Catalog) -> None:
    def keys(catalog: Catalog) -> set[tuple[str, str | None]]:
        return {(source(message), message.context) for message in listed(catalog)}

    kept, wanted = keys(messages.load(locale, domain)), keys(fresh)
    assert kept == wanted, "run: .venv/bin/python -m scripts.messages update"


def test_every_message_is_in_english(english: Catalog) -> None:
    assert messages.missing(english) == []
    assert not [source(message) for message in listed(english) if message.fuzzy]


def test_english_has_no_chinese_in_it(english: Catalog) -> None:
    assert not [text for message in listed(english) for text in texts(message) if CHINESE.search(text)]


@pytest.mark.parametrize("locale", ["en", "zh_Hant"])
def test_blanks_are_those_of_the_source(locale: str, domain: str) -> None:
    wrong = [
        (source(message), text)
        for message in listed(messages.load(locale, domain))
        for text in texts(message)
        if set(BLANK.findall(text)) != set(BLANK.findall(source(message)))
    ]
    assert wrong == []


def test_a_percent_sign_is_either_a_blank_or_stands_alone(english: Catalog) -> None:
    assert not [text for m in listed(english) for text in texts(m) if re.search(r"%(?!\()", text)]


def test_sentences_end_as_sentences(english: Catalog) -> None:
    """What ends with a full stop in Chinese does so in English."""
    sentences = [m for m in listed(english) if source(m).endswith("。") and len(source(m)) > 1]
    assert sentences
    assert not [text for m in sentences for text in texts(m) if not text.endswith(".")]


def test_traditional_chinese_is_what_the_generator_gives(fresh: Catalog, converted: Catalog) -> None:
    generated = {(source(m), m.context): texts(m) for m in listed(messages.traditional(fresh))}
    assert {(source(m), m.context): texts(m) for m in listed(converted)} == generated


@pytest.mark.parametrize(("simplified", "traditional"), TERMS.items())
def test_terms_of_the_field_in_traditional_chinese(simplified: str, traditional: str) -> None:
    assert messages.to_traditional(simplified) == traditional


def test_times_keep_their_parts() -> None:
    """A format of days and times in Chinese stays one in English: no letter that would be taken for another part."""
    formats = [m for m in listed(messages.load("en")) if re.match(r"[Yn][年月]", source(m))]
    assert formats
    assert all(TIME_FORMAT.fullmatch(source(m)) for m in formats)
    assert all(re.fullmatch(r"j M( Y)?(,? (H:i|24:00))?", text) for m in formats for text in texts(m))


def test_templates_lose_nothing_on_the_way() -> None:
    """Whatever Django finds in a template, the collector finds too."""
    from io import BytesIO

    from django.utils.translation.template import templatize

    known = {source(message) for message in listed(messages.template())}
    for path in sorted(Path(messages.SOURCE).rglob("*.html")):
        marked = templatize(path.read_text("utf-8"), origin=str(path))
        for text in re.findall(r"gettext\(\s*u?(?:'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\")", marked):
            said = re.sub(r"\\(.)", r"\1", text[0] or text[1])
            assert not CHINESE.search(said) or said in known or "\\n" in (text[0] + text[1]), (path, said)
    assert list(extract("python", BytesIO(b'_("x")'), keywords=messages.KEYWORDS))


def test_scripts_lose_nothing_on_the_way() -> None:
    """Whatever a script hands to `_` the collector finds; a sentence put together on the way would be lost."""
    known = {source(message) for message in listed(messages.template("djangojs"))}
    for path in messages.scripts():
        code = COMMENT.sub("", path.read_text("utf-8"))
        for quote, text in re.findall(r"\b_\(\s*([\"'`])((?:[^\\]|\\.)*?)\1", code):
            said = text.replace(f"\\{quote}", quote)
            assert not CHINESE.search(said) or said in known, (path.name, said)


def test_a_script_names_the_words_only_as_the_collector_knows_them() -> None:
    """Chinese in a script that stands in no `_("…")` is said in Chinese to everybody, whatever they speak."""
    marked = re.compile(r"\b_\(\s*\"(?:[^\"\\]|\\.)*\"")
    said = {path.name: marked.sub("", COMMENT.sub("", path.read_text("utf-8"))) for path in messages.scripts()}
    spoken = {name: CHINESE.findall(code) for name, code in said.items()}
    assert not {name: found for name, found in spoken.items() if found and name not in DATA}


def test_every_name_that_marks_a_string_is_known_to_the_collector() -> None:
    """gettext imported under a name of its own would leave its strings untranslated without a word."""
    names = set()
    for path in Path(messages.SOURCE).rglob("*.py"):
        names |= set(re.findall(r"import n?p?gettext\w* as (\w+)", path.read_text("utf-8")))
    assert names
    assert names <= messages.KEYWORDS.keys()
