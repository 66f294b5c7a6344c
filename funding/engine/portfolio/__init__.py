"""All pending applications against all budgets at once: who can be helped, and with which lawful combination.

``building`` turns applications into arrays, ``solving`` finds a plan for all with a bound on what any plan can reach,
``verifying`` checks it without the optimiser. Pure, as all of the engine; HiGHS solves the linear programmes.
"""
