DROP TRIGGER funding_shortagelist_changed ON courses_shortagelist;
DROP TRIGGER funding_area_changed ON portal_area_municipalities;
DROP TRIGGER funding_municipality_changed ON portal_municipality;
DROP TRIGGER funding_fund_changed ON portal_fund;
DROP TRIGGER funding_schemeversion_changed ON funding_schemeversion;
DROP TRIGGER funding_scheme_changed ON funding_scheme;
DROP FUNCTION funding_note_schemes_change();
