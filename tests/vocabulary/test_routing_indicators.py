from kg.vocabulary.routing_indicators import by_indicator


def test_one_indicator_serves_many_addressees():
    assert {"SECDEF WASHDC", "JOINT STAFF WASHDC"} <= set(by_indicator("RUEKJCS"))
    assert by_indicator("RUEHPE")[0] == "AMEMBASSY LIMA"
    assert by_indicator("RUXXXX") == ()


def test_an_indicator_range_is_each_of_its_indicators():
    assert "DEPT OF JUSTICE WASHINGTON DC" in by_indicator("RUEAWJC")
