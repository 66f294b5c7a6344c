-- The steps of funding/applications/states.py with the one to another fund (Awb 2:3). A test keeps both equal.
CREATE OR REPLACE FUNCTION funding_line_step_allowed(old text, new text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT (old, new) IN (
        ('awaiting_applicant', 'in_review'),
        ('awaiting_applicant', 'withdrawn'),
        ('awaiting_approval', 'expired'),
        ('awaiting_approval', 'granted'),
        ('awaiting_approval', 'partly_granted'),
        ('awaiting_approval', 'refused'),
        ('awaiting_approval', 'reserved'),
        ('awaiting_approval', 'waiting'),
        ('awaiting_approval', 'withdrawn'),
        ('expired', 'granted'),
        ('expired', 'partly_granted'),
        ('granted', 'partly_granted'),
        ('granted', 'paying'),
        ('granted', 'refused'),
        ('granted', 'settled'),
        ('granted', 'withdrawn'),
        ('in_review', 'awaiting_applicant'),
        ('in_review', 'awaiting_approval'),
        ('in_review', 'expired'),
        ('in_review', 'forwarded'),
        ('in_review', 'granted'),
        ('in_review', 'partly_granted'),
        ('in_review', 'refused'),
        ('in_review', 'reserved'),
        ('in_review', 'withdrawn'),
        ('outside', 'granted_outside'),
        ('outside', 'refused_outside'),
        ('outside', 'sent_outside'),
        ('outside', 'withdrawn'),
        ('paid', 'granted'),
        ('paid', 'partly_granted'),
        ('paid', 'recovered'),
        ('paid', 'settled'),
        ('partly_granted', 'granted'),
        ('partly_granted', 'paying'),
        ('partly_granted', 'refused'),
        ('partly_granted', 'settled'),
        ('partly_granted', 'withdrawn'),
        ('paying', 'granted'),
        ('paying', 'paid'),
        ('paying', 'partly_granted'),
        ('paying', 'settled'),
        ('proposed', 'outside'),
        ('proposed', 'reserved'),
        ('proposed', 'waiting'),
        ('refused', 'granted'),
        ('refused', 'partly_granted'),
        ('reserved', 'awaiting_applicant'),
        ('reserved', 'awaiting_approval'),
        ('reserved', 'forwarded'),
        ('reserved', 'granted'),
        ('reserved', 'in_review'),
        ('reserved', 'partly_granted'),
        ('reserved', 'refused'),
        ('reserved', 'withdrawn'),
        ('sent_outside', 'granted_outside'),
        ('sent_outside', 'refused_outside'),
        ('sent_outside', 'withdrawn'),
        ('settled', 'paying'),
        ('settled', 'recovered'),
        ('waiting', 'awaiting_approval'),
        ('waiting', 'forwarded'),
        ('waiting', 'partly_granted'),
        ('waiting', 'refused'),
        ('waiting', 'reserved'),
        ('waiting', 'withdrawn')
    )
$$;

-- What was forwarded counts at the fund that it went to, and once.
CREATE OR REPLACE FUNCTION funding_cases_of(touched uuid[]) RETURNS TABLE (
    application uuid, fund text, region text, month date, state text, situation text, sector text, level text,
    municipality text, shortage text, dropout text, lead text, helped bigint, asked bigint, granted bigint,
    settled bigint, own bigint, private bigint, public bigint, decided bigint, days bigint)
LANGUAGE sql STABLE AS $$
WITH sent AS (
    SELECT a.id, a.state, a.own_cents, (a.submitted AT TIME ZONE 'Europe/Amsterdam')::date AS day,
           coalesce(facts ->> 'employment', '') AS situation, coalesce(facts ->> 'residence', '') AS municipality,
           coalesce(facts ->> 'course.sector', '') AS sector, coalesce(facts ->> 'course.level', '') AS level,
           coalesce(facts ->> 'course.occupation', '') AS occupation
      FROM funding_application a
     CROSS JOIN LATERAL (SELECT a.calculation -> 'facts' -> 'values' AS facts) AS told
     WHERE a.id = ANY (touched) AND a.state <> 'draft'
), line AS (
    SELECT l.application_id, l.fund_id, l.state, l.position, l.cents, l.granted_cents, l.settled_cents,
           v.terms ->> 'tier' AS tier,
           (SELECT (min(d.at) AT TIME ZONE 'Europe/Amsterdam')::date
              FROM funding_decision d WHERE d.line_id = l.id) AS decided,
           CASE WHEN l.state <> 'withdrawn' THEN 0
                WHEN EXISTS (SELECT FROM funding_followup f WHERE f.line_id = l.id AND f.started_on IS NOT NULL) THEN 5
                WHEN EXISTS (SELECT FROM funding_decision d WHERE d.line_id = l.id) THEN 4
                WHEN EXISTS (SELECT FROM funding_completionrequest r
                              WHERE r.line_id = l.id AND r.answered IS NULL) THEN 3
                WHEN l.assessor_id IS NOT NULL
                  OR EXISTS (SELECT FROM funding_preparation p WHERE p.line_id = l.id) THEN 2
                ELSE 1 END AS stopped
      FROM funding_planline l
      JOIN funding_schemeversion v ON v.id = l.scheme_version_id
     WHERE l.application_id = ANY (touched) AND l.state NOT IN ('proposed', 'forwarded')
), paid AS (
    SELECT application_id,
           sum(cents) FILTER (WHERE tier = 'private') AS private,
           sum(cents) FILTER (WHERE tier IN ('earmarked', 'general', 'last_resort')) AS public
      FROM line
     WHERE state NOT IN ('refused', 'expired', 'withdrawn', 'refused_outside')
     GROUP BY application_id
), cases AS (
    SELECT coalesce(fund_id, '') AS fund, application_id,
           CASE WHEN fund_id IS NOT NULL THEN (array_agg(state ORDER BY position))[1] END AS state, sum(cents) AS asked,
           sum(granted_cents) FILTER (WHERE state IN ('granted', 'partly_granted', 'paying', 'paid', 'settled')) AS granted,
           sum(settled_cents) AS settled, min(decided) AS decided,
           max(stopped) AS stopped
      FROM line GROUP BY GROUPING SETS ((fund_id, application_id), (application_id))
), told AS (
    SELECT c.*, s.day, coalesce(c.state, s.state) AS stands, s.own_cents, s.situation, s.municipality, s.sector,
           s.level, s.occupation, coalesce(m.region_id, '') AS region, c.decided - s.day AS took
      FROM cases c
      JOIN sent s ON s.id = c.application_id
      LEFT JOIN portal_municipality m ON m.code = s.municipality
)
SELECT t.application_id, t.fund, t.region, date_trunc('month', t.day)::date, t.stands, t.situation, t.sector, t.level,
       t.municipality,
       coalesce((SELECT CASE WHEN t.occupation = ANY (l.occupations) OR t.sector = ANY (l.sectors) THEN 'yes'
                             ELSE 'no' END
                   FROM courses_shortagelist l WHERE l.area_id = t.region AND l.period @> t.day), ''),
       CASE WHEN t.stands = 'withdrawn'
            THEN (ARRAY['queued', 'review', 'asked', 'promised', 'started'])[greatest(t.stopped, 1)]
            WHEN t.stands IN ('expired', 'lapsed') THEN 'expired'
            WHEN t.stands = 'recovered' THEN 'recovered'
            WHEN t.stands = 'refused' OR (t.stands = 'decided' AND t.decided IS NOT NULL
                                          AND coalesce(t.granted, 0) = 0) THEN 'refused'
            ELSE '' END,
       CASE WHEN t.took <= 14 THEN 'two' WHEN t.took <= 28 THEN 'four' WHEN t.took <= 56 THEN 'eight'
            WHEN t.took > 56 THEN 'longer' ELSE '' END,
       (coalesce(t.granted, 0) > 0)::int, coalesce(t.asked, 0)::bigint, coalesce(t.granted, 0)::bigint,
       coalesce(t.settled, 0)::bigint, coalesce(t.own_cents, 0), coalesce(p.private, 0)::bigint,
       coalesce(p.public, 0)::bigint, (t.decided IS NOT NULL)::int, coalesce(t.took, 0)
  FROM told t
  LEFT JOIN paid p ON p.application_id = t.application_id
$$;
