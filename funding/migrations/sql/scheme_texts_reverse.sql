DROP TRIGGER funding_texts_fixed ON funding_schemetexts;
DROP FUNCTION funding_texts_fixed;
DROP TRIGGER funding_scheme_texts_kept ON funding_scheme;
DROP FUNCTION funding_scheme_texts_kept;
