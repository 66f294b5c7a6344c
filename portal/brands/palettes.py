"""The design tokens of the demo brands; tests/portal/test_contrast.py measures them."""

#: What a brand has that sets nothing: the values of static/css/tokens.css, which a test compares.
PLAIN: dict[str, str] = {
    "primary": "#0f5c55",
    "on-primary": "#ffffff",
    "accent": "#ffc24b",
    "on-accent": "#1f2a30",
    "paper": "#fff9f1",
    "ink": "#1f2a30",
    "tint": "#ddf0ec",
    "radius": "16px",
}

#: Brand slug -> tokens, as Brand.tokens wants them. What a brand leaves out keeps the default of static/css/tokens.css.
PALETTES: dict[str, dict[str, str]] = {
    "noorden": {
        "primary": "#0F5C55",
        "on-primary": "#FFFFFF",
        "accent": "#FFC24B",
        "on-accent": "#1F2A30",
        "paper": "#FFF9F1",
        "ink": "#1F2A30",
        "tint": "#DDF0EC",
        "radius": "16px",
    },
    "twente": {
        "primary": "#6A2C70",
        "on-primary": "#FFFFFF",
        "accent": "#FFB38A",
        "on-accent": "#2B1D2E",
        "paper": "#FFF8F3",
        "ink": "#2B1D2E",
        "tint": "#F5E6F3",
        "radius": "20px",
    },
    "rotterdam": {
        "primary": "#00664F",
        "on-primary": "#FFFFFF",
        "accent": "#B9E34F",
        "on-accent": "#1C2422",
        "paper": "#FFFFFF",
        "ink": "#1C2422",
        "tint": "#E4F3EC",
        "radius": "12px",
    },
}
