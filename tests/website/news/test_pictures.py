import re
from datetime import timedelta
from io import BytesIO
from zlib import crc32

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from samverka.newsroom.models import Picture, PictureSize
from samverka.newsroom.sizing import MOST_BYTES
from tests.factories import news
from tests.factories.pictures import picture


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    kept = {name: {**one, "OPTIONS": {**one.get("OPTIONS", {}), "location": tmp_path / name}}
            for name, one in settings.STORAGES.items() if name in {"default", "pictures", "thumbnails"}}  # fmt: skip
    settings.STORAGES = {**settings.STORAGES, **kept}


def sources(page):
    return set(re.findall(r"/pictures/[0-9a-f]+\.(?:avif|webp)", page))


def test_an_article_shows_its_pictures_in_both_formats_with_words_and_credit(client, cast):
    head, inside = picture("Head"), picture("Inside", 900, 1200)
    body = [("picture", {"picture": inside, "alt": "A pump", "caption": "At the well."})]
    news.published(cast, title="One", picture=head, picture_alt="A well", body=body)
    page = client.get("/en/news/one/").content.decode()
    words = ('alt="A well"', 'alt="A pump"', "At the well.", "Picture: Ana Foto")
    for part in (*words, 'loading="lazy"', 'width="1200" height="675"'):
        assert part in page, part
    assert page.count('type="image/avif"') == page.count('type="image/webp"') == 2
    assert "https://" not in "".join(re.findall(r"<picture>.*?</picture>", page))
    listed = client.get("/en/news/").content.decode()
    assert 'alt="A well"' in listed
    for address in sources(page) | sources(listed):
        answer = client.get(address)
        assert answer.status_code == 200
        assert len(answer.content) <= MOST_BYTES
        assert "max-age=86400" in answer["Cache-Control"]
        assert not answer.cookies


def test_no_file_is_larger_than_a_page_can_bear(cast):
    one = picture(width=820, height=620, noise=True)
    one.make_sizes("wide")
    files = list(one.sizes.all())
    assert files
    assert all(len(size.content()) <= MOST_BYTES for size in files)


def test_nothing_of_the_camera_comes_out(cast):
    one = picture()
    assert b"Zqcamera" in one.file.open("rb").read()
    one.make_sizes("whole")
    for size in one.sizes.all():
        assert b"Zqcamera" not in size.content()


def test_what_matters_stays_in_the_picture(cast):
    size = {"focal_point_width": 10, "focal_point_height": 10}
    one = picture(width=3000, height=600, focal_point_x=2900, focal_point_y=300, **size)
    one.make_sizes("wide")
    shown = Image.open(BytesIO(one.sizes.filter(format="webp").first().content())).convert("RGB")
    assert shown.getpixel((shown.width // 2, 10))[2] > 200
    one.focal_point_x = 100
    one.save()
    shown = Image.open(BytesIO(one.sizes.filter(format="webp").first().content())).convert("RGB")
    assert shown.getpixel((shown.width // 2, 10))[0] > 200


def test_a_picture_is_as_public_as_the_article(client, cast, log_in):
    later = timezone.now() + timedelta(hours=1)
    news.published(cast, title="One", picture=picture(), picture_alt="A well", out_at=later)
    address = f"/pictures/{PictureSize.objects.first().name}"
    assert client.get(address).status_code == 404
    assert log_in(cast.stranger).get(address).status_code == 404
    answer = log_in(cast.maja).get(address)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert client.get("/pictures/none.webp").status_code == 404
    assert client.get("/pictures/..%2Fsecret_key").status_code == 404


def test_a_picture_without_words_is_refused(cast):
    article = news.draft(cast, title="One")
    article.picture = picture()
    with pytest.raises(ValidationError):
        article.full_clean()
    article.picture_alt = "A well"
    article.full_clean()


def test_the_preview_shows_a_picture_that_nobody_else_sees_yet(client, cast, log_in):
    article = news.draft(cast, title="One", picture=picture(), picture_alt="A well")
    page = log_in(cast.maja).get(f"/newsroom/pages/{article.pk}/view_draft/").content.decode()
    assert sources(page)
    assert [client.get(address).status_code for address in sources(page)] == [404] * len(sources(page))


def test_pictures_cost_a_list_one_question(queries_of, cast):
    news.published(cast, title="One")
    few = queries_of("/en/news/")
    for number in range(3):
        news.published(cast, title=f"Number {number}", picture=picture(f"P{number}"), picture_alt="A well")
    assert queries_of("/en/news/") == few + 1 <= 15


def test_machines_are_told_of_the_picture(client, cast):
    news.published(cast, title="One", picture=picture(), picture_alt="A well")
    page = client.get("/en/news/one/").content.decode()
    address = re.search(r'og:image" content="http://127.0.0.1:8000(/pictures/\w+\.webp)"', page)[1]
    assert client.get(address).status_code == 200
    assert f'"image":{{"@type":"ImageObject","url":"http://127.0.0.1:8000{address}"' in page
    assert '"creditText":"Ana Foto"' in page
    length = len(client.get(address).content)
    feed = client.get("/en/news.atom").content.decode()
    assert f'length="{length}"' in feed
    assert address in feed


def broken_files():
    whole = BytesIO()
    Image.effect_noise((200, 200), 90).convert("RGB").save(whole, "JPEG")
    bomb = BytesIO()
    Image.new("1", (60, 60)).save(bomb, "PNG")
    huge = bytearray(bomb.getvalue())
    huge[16:24] = (60_000).to_bytes(4, "big") * 2
    huge[29:33] = crc32(huge[12:29]).to_bytes(4, "big")
    return {
        "junk.png": b"\x89PNG\r\n\x1a\n" + b"junk" * 50,
        "half.jpg": whole.getvalue()[: len(whole.getvalue()) // 2],
        "bomb.png": bytes(huge),
        "text.png": b"no picture at all",
    }


@pytest.mark.parametrize("name", ["junk.png", "half.jpg", "bomb.png", "text.png"])
def test_a_broken_picture_gets_a_sentence_and_what_was_typed_stays(cast, log_in, name):
    client = log_in(cast.maja)
    file = SimpleUploadedFile(name, broken_files()[name])
    page = client.post("/newsroom/images/add/", {"title": "A well", "credit": "Ana Foto", "file": file})
    assert page.status_code == 200
    [said] = page.context["form"].errors["file"]
    assert len(said) > len("broken")
    assert 'value="Ana Foto"' in page.content.decode()
    assert not Picture.objects.exists()
