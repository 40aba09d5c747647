from tests.factories import comments, decisions, enquiries


def test_what_waits_takes_few_queries(cast, at, log_in, django_assert_max_num_queries):
    decisions.checked(cast, at)
    comments.written(comments.post(cast, at), comments.reader(at=at), at)
    enquiries.sent(cast, at)
    client = log_in(cast.helena)
    client.get("/office/")
    with django_assert_max_num_queries(15):
        page = client.get("/office/").content.decode()
    assert "Meddela beslutet" in page
