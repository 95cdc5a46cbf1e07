"""What tests share. Its assertions show what they compared, as those of tests do."""

import pytest

pytest.register_assert_rewrite("tests.support")
