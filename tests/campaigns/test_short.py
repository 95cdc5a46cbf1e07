"""Every campaign in short form, and that the search for secrets finds what it must."""

import pytest

from tests.campaigns.campaign import SECRETS, all_campaigns, run, secrets_in

SHORT = [campaign for campaign in all_campaigns().values() if campaign.short]


@pytest.mark.every_type
@pytest.mark.parametrize("campaign", SHORT, ids=lambda campaign: campaign.name)
async def test_a_campaign_passes_in_short_form(campaign, tmp_path):
    if missing := campaign.missing():
        pytest.skip(f"this needs {missing}")
    figures = await run(campaign, campaign.short, 1, tmp_path)
    assert figures[campaign.unit] == campaign.short


@pytest.mark.parametrize("kind", SECRETS)
def test_the_search_for_secrets_finds_one_in_any_file_of_a_folder(kind, tmp_path):
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "log").write_bytes(b"\xff before " + SECRETS[kind].encode() + b" after")
    (tmp_path / "clean").write_text("nothing")
    assert list(secrets_in(tmp_path)) == [f"{kind} in below/log"]
