DROP TRIGGER funding_version_ends ON funding_schemeversion;
DROP FUNCTION funding_version_ends();
