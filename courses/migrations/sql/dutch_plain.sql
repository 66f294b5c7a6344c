-- Dutch stems without accents, for the catalogue: "cafés" is found by "cafe". Used by courses/search/text.py.
CREATE TEXT SEARCH CONFIGURATION dutch_plain (COPY = dutch);
ALTER TEXT SEARCH CONFIGURATION dutch_plain
    ALTER MAPPING FOR word, hword, hword_part WITH unaccent, dutch_stem;
