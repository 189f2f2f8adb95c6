import pytest

from drafting.word.title import title_lines, width

REST = "2022年政府信息公开工作年度报告"  # 15 wide: 2 + 1 + 12


@pytest.mark.parametrize(
    ("organ", "lines"),
    [
        # 02 §4: up to 18 wide stays on one line
        ("某局", ("某局2022年政府信息公开工作年度报告",)),
        ("教育局", ("教育局2022年政府信息公开工作年度报告",)),
        ("区教育局", ("区教育局", REST)),
        ("南岗区交通运输和站前管理局", ("南岗区交通运输和站前管理局", REST)),
        ("哈尔滨市南岗区人力资源和社会保障局", ("哈尔滨市南岗区人力资源和社会保障局", REST)),
        (
            "黑龙江省哈尔滨市南岗区交通运输和站前管理局",
            ("黑龙江省哈尔滨市", "南岗区交通运输和站前管理局", REST),
        ),
        (
            "新疆维吾尔自治区乌鲁木齐市天山区市场监督管理局",
            ("新疆维吾尔自治区", "乌鲁木齐市天山区市场监督管理局", REST),
        ),
        (
            "云南省西双版纳傣族自治州勐海县勐混镇人民政府",
            ("云南省西双版纳傣族自治州", "勐海县勐混镇人民政府", REST),
        ),
        (
            "内蒙古自治区锡林郭勒盟西乌珠穆沁旗人民政府",
            ("内蒙古自治区", "锡林郭勒盟西乌珠穆沁旗人民政府", REST),
        ),
        (
            "哈尔滨高新技术产业开发区管理委员会综合行政执法局",
            ("哈尔滨高新技术产业开发区", "管理委员会综合行政执法局", REST),
        ),
        # 景德镇 is one name: no break after 镇
        (
            "江西省景德镇市浮梁县人民政府政务服务中心",
            ("江西省景德镇市浮梁县", "人民政府政务服务中心", REST),
        ),
        # no place name inside: before a word, and never before 和
        (
            "市人力资源社会保障和医疗保障综合服务管理中心筹备处",
            ("市人力资源社会保障和医疗保障", "综合服务管理中心筹备处", REST),
        ),
        # more than two lines for the organ
        (
            "新疆维吾尔自治区克孜勒苏柯尔克孜自治州阿克陶县塔尔塔吉克民族乡人民政府农业农村发展服务中心",
            (
                "新疆维吾尔自治区克孜勒苏柯尔克孜自治州",
                "阿克陶县塔尔塔吉克民族乡人民政府",
                "农业农村发展服务中心",
                REST,
            ),
        ),
    ],
)
def test_titles_break_between_words(organ: str, lines: tuple[str, ...]) -> None:
    assert title_lines(organ + REST, organ) == lines


@pytest.mark.parametrize(
    "organ",
    ["呼和浩特市市场监督管理局", "哈尔滨市城市管理和综合行政执法局", "某省某市某社区服务中心"],
)
def test_an_organ_that_fits_one_line_stays_whole(organ: str) -> None:
    assert title_lines(organ + REST, organ)[0] == organ


def test_a_title_that_does_not_begin_with_the_organ_breaks_before_the_year() -> None:
    title = "哈尔滨市南岗区行政机关" + REST
    assert title_lines(title, "南岗区") == ("哈尔滨市南岗区行政机关", REST)


def test_lines_join_to_the_title() -> None:
    organ = "广东省深圳市前海深港现代服务业合作区管理局"
    assert "".join(title_lines(organ + REST, organ)) == organ + REST


def test_two_digits_are_as_wide_as_one_character() -> None:
    assert width("2022年") == 3
