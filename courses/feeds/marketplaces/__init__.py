"""The formats of marketplaces: one XML file with products, of one provider, without the provider's name in it.

Each format says how one of its elements becomes a ``Told``; reading and checking are shared.
"""
