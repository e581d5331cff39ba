"""The Excel tables of membership: what their columns are called and what they may hold."""

from lilian.members.values import KIND_NAMES, PLACE_KIND_NAMES
from lilian.sheets.tables import Column, Table

CODE = ("编码", "代码")
TOWNSHIP = Column("township", "乡镇", "text", ("乡", "镇", "所在乡镇"), required=False, max_length=40)
HOUSEHOLD = Column("household", "农户编号", "code", ("户编号", "户号"), required=False, max_length=40)
VILLAGE = Column("village", "村", "text", ("村名", "行政村", "所在村"), required=False, max_length=40)
NOTE = Column("note", "备注", "text", ("说明",), required=False, max_length=200)

ORGANISATIONS = Table(
    name="organisations",
    sheet="成员单位",
    sheet_aliases=("单位", "成员名单", "organisations"),
    title="联盟成员单位名册",
    key="code",
    columns=(
        Column("code", "单位编号", "code", ("编号", *CODE), max_length=40),
        Column("name", "单位名称", "text", ("名称", "单位"), max_length=80, width=28),
        Column("kind", "类别", "choice", ("单位类别", "类型"), choices=tuple(KIND_NAMES.values())),
        Column(
            "uscc", "统一社会信用代码", "code", ("信用代码", "社会信用代码"), required=False, max_length=40, width=22
        ),
        Column("parent", "上级单位编号", "code", ("上级编号", "上级"), required=False, max_length=40),
        TOWNSHIP,
        VILLAGE,
        Column("joined_on", "加入日期", "date", ("入盟日期", "加入时间")),
        NOTE,
    ),
)
HOUSEHOLDS = Table(
    name="households",
    sheet="农户",
    sheet_aliases=("果农户", "户", "households"),
    title="农户名册",
    key="code",
    columns=(
        Column("code", "农户编号", "code", ("户编号", "户号", "编号", *CODE), max_length=40),
        Column("organisation", "单位编号", "code", ("所属单位编号", "合作社编号"), max_length=40),
        VILLAGE,
        NOTE,
    ),
)
PEOPLE = Table(
    name="people",
    sheet="人员",
    sheet_aliases=("人员名册", "果农", "people"),
    title="人员名册",
    key="code",
    columns=(
        Column("code", "人员编号", "code", ("编号", *CODE), max_length=40),
        Column("name", "姓名", "text", ("名字",), max_length=60),
        Column("phone", "电话", "phone", ("手机", "手机号", "联系电话"), required=False),
        Column("organisation", "单位编号", "code", ("所属单位编号", "合作社编号"), max_length=40),
        HOUSEHOLD,
        Column("head", "户主", "choice", ("是否户主",), required=False, choices=("是", "否")),
        VILLAGE,
        NOTE,
    ),
)
PLACES = Table(
    name="places",
    sheet="地点",
    sheet_aliases=("地点名册", "收购点", "places"),
    title="地点名册",
    key="code",
    columns=(
        Column("code", "地点编号", "code", ("编号", *CODE), max_length=40),
        Column("name", "地点名称", "text", ("名称",), max_length=80, width=24),
        Column("kind", "类别", "choice", ("地点类别", "类型"), choices=tuple(PLACE_KIND_NAMES.values())),
        Column("lon", "经度", "lon", ("东经",)),
        Column("lat", "纬度", "lat", ("北纬",)),
        Column("organisation", "单位编号", "code", ("所属单位编号",), required=False, max_length=40),
        TOWNSHIP,
        VILLAGE,
        Column(
            "area_m2", "面积(平方米)", "integer", ("面积",), required=False, unit="平方米", above=0, high=100_000_000
        ),
        HOUSEHOLD,
        NOTE,
    ),
)
TABLES = {table.name: table for table in (ORGANISATIONS, HOUSEHOLDS, PEOPLE, PLACES)}
