"""The clients of the story: ten that the design shows, and their neighbours. All invented."""

from __future__ import annotations

from typing import NamedTuple


class Company(NamedTuple):
    """`place` is the team that serves it; `name` is what people there call it."""

    place: str
    name: str
    en: str
    city: str
    industry: str
    tier: str = "c"
    owner: str = ""
    legal: str = ""
    rhythm: int = 30  # days between touches


NAMED: tuple[Company, ...] = (
    Company(
        "shanghai",
        "岚驰汽车",
        "Lanchi Auto",
        "Shanghai",
        "Automotive",
        "a",
        "zhixia",
        "岚驰汽车科技有限公司",
        7,
    ),
    Company(
        "bangkok", "ธารา รีเทล", "Thara Retail", "Bangkok", "Retail", "a", "ploy", "Thara Retail Co., Ltd.", 7
    ),
    Company(
        "shanghai",
        "青屿茶饮",
        "Qingyu Tea",
        "Shanghai",
        "Food and drink",
        "a",
        "zhixia",
        "青屿茶饮有限公司",
        10,
    ),
    Company(
        "singapore", "Harbourlight Bank", "Harbourlight Bank", "Singapore", "Finance", "a", "zhixia", "", 10
    ),
    Company("bangkok", "ครัวจันทร์ ฟู้ดส์", "Krua Chan Foods", "Bangkok", "Food and drink", "b", "ploy", "", 14),
    Company("shanghai", "澄光家电", "Chengguang Home", "Hangzhou", "Home appliances", "b", "zhixia", "", 14),
    Company(
        "singapore", "Kestrel Logistics", "Kestrel Logistics", "Singapore", "Logistics", "b", "marcus", "", 14
    ),
    Company("bangkok", "อรุณเฮิร์บ", "Arun Herb", "Bangkok", "Health and beauty", "b", "ploy", "", 14),
    Company("singapore", "Pandan Air", "Pandan Air", "Singapore", "Travel", "a", "marcus", "", 10),
    Company("shanghai", "禾木母婴", "Hemu Baby", "Shanghai", "Mother and baby", "b", "zhixia", "", 14),
)
SHANGHAI: tuple[tuple[str, str, str, str], ...] = (
    ("云栖酒店", "Yunqi Hotels", "Hangzhou", "Travel"), ("松月文具", "Songyue Stationery", "Ningbo", "Retail"),
    ("沐川护肤", "Muchuan Skincare", "Shanghai", "Health and beauty"), ("星渡出行", "Xingdu Mobility", "Shanghai", "Automotive"),
    ("谷雨咖啡", "Guyu Coffee", "Shanghai", "Food and drink"), ("远汐户外", "Yuanxi Outdoor", "Hangzhou", "Retail"),
    ("鹿鸣童装", "Luming Kids", "Suzhou", "Mother and baby"), ("知味酱坊", "Zhiwei Sauces", "Shaoxing", "Food and drink"),
    ("和光照明", "Heguang Lighting", "Ningbo", "Home appliances"), ("锦澜置业", "Jinlan Estates", "Shanghai", "Property"),
    ("拾光影像", "Shiguang Imaging", "Shanghai", "Technology"), ("南栀香氛", "Nanzhi Fragrance", "Shanghai", "Health and beauty"),
    ("启川软件", "Qichuan Software", "Hangzhou", "Technology"), ("海棠乳业", "Haitang Dairy", "Nanjing", "Food and drink"),
    ("翎羽运动", "Lingyu Sports", "Shanghai", "Retail"), ("青禾教育", "Qinghe Learning", "Shanghai", "Education"),
    ("苏锦丝绸", "Sujin Silk", "Suzhou", "Retail"), ("万潮物流", "Wanchao Freight", "Ningbo", "Logistics"),
)  # fmt: skip
BANGKOK: tuple[tuple[str, str, str, str], ...] = (
    ("บ้านใบชา", "Baan Baicha", "Bangkok", "Food and drink"), ("ดอยฟ้าคอฟฟี่", "Doi Fah Coffee", "Chiang Mai", "Food and drink"),
    ("สยามลินิน", "Siam Linen", "Bangkok", "Retail"), ("ภูผาโฮเทล", "Phupha Hotels", "Chiang Mai", "Travel"),
    ("นาวาประกันภัย", "Nava Insurance", "Bangkok", "Finance"), ("ข้าวทองคำ", "Khao Thong Kham", "Suphan Buri", "Food and drink"),
    ("มาลีบิวตี้", "Malee Beauty", "Bangkok", "Health and beauty"), ("เจ้าพระยาโบ๊ท", "Chao Phraya Boats", "Bangkok", "Travel"),
    ("ลานนาคราฟต์", "Lanna Craft", "Chiang Rai", "Retail"), ("ปลาวาฬมือถือ", "Plawan Mobile", "Bangkok", "Technology"),
    ("ใจดีคลินิก", "Jaidee Clinics", "Bangkok", "Health and beauty"), ("ทุ่งรวงทอง", "Thung Ruang Thong", "Ayutthaya", "Food and drink"),
    ("อันดามันรีสอร์ต", "Andaman Resorts", "Phuket", "Travel"), ("สวนผึ้งออร์แกนิก", "Suan Phueng Organic", "Ratchaburi", "Food and drink"),
    ("เมืองใหม่พร็อพเพอร์ตี้", "Muang Mai Property", "Bangkok", "Property"), ("ฟ้าใสโซลาร์", "Fahsai Solar", "Bangkok", "Energy"),
    ("เรือนแพเฟอร์นิเจอร์", "Ruean Phae Furniture", "Bangkok", "Home appliances"),
)  # fmt: skip
SINGAPORE: tuple[tuple[str, str, str], ...] = (
    ("Merlin Row Property", "Singapore", "Property"), ("Tanjong Foods", "Singapore", "Food and drink"),
    ("Orchid Pay", "Singapore", "Finance"), ("Straits Robotics", "Singapore", "Technology"),
    ("Kallang Fitness", "Singapore", "Health and beauty"), ("Blue Pier Marine", "Singapore", "Logistics"),
    ("Rain Tree Schools", "Singapore", "Education"), ("Sembawang Solar", "Singapore", "Energy"),
    ("Kopi Lane", "Singapore", "Food and drink"), ("Nassim Wealth", "Singapore", "Finance"),
    ("Jurong Cold Chain", "Singapore", "Logistics"), ("Pasir Travel", "Johor Bahru", "Travel"),
    ("Lantern Health", "Singapore", "Health and beauty"),
)  # fmt: skip


def others() -> list[Company]:
    """The neighbours; who owns them is decided in the story."""
    return [
        *(Company("shanghai", *each) for each in SHANGHAI),
        *(Company("bangkok", *each) for each in BANGKOK),
        *(Company("singapore", name, name, city, industry) for name, city, industry in SINGAPORE),
    ]
