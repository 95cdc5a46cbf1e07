"""An answer whose whole body is another text; its fields are tested with the kinds of faults."""


async def test_an_answer_has_no_body_and_the_work_is_done(play):
    cluster = await play.settled()
    rule = {"id": "bare", "when": {"operation": "DeleteCluster"}}
    text = {"text": "", "content_type": "text/plain"}
    await play.rules({**rule, "then": {"edit_answer": text}})
    async with play.api.delete(f"/clusters/{cluster['cluster_id']}") as answer:
        assert (answer.status, answer.content_type) == (202, "text/plain")
        assert await answer.read() == b""
    await play.advance()
    assert await play.names() == set()
    assert (await play.faults())["bare"]["hits"] == 1


async def test_a_text_keeps_the_content_type_that_there_is(play):
    rule = {"id": "other", "when": {"operation": "DescribeClusters"}}
    await play.rules({**rule, "then": {"edit_answer": {"text": '["x"]'}}})
    assert (await play.call("GET", "/clusters")).ok() == ["x"]
