-- What dashboards count: cases and money by month, state and one property at a time, per fund and ('') for all funds.
-- Worked out anew every ten minutes by funding.refresh_figures; who looks reads some hundreds of rows.
CREATE MATERIALIZED VIEW funding_figure AS
WITH sent AS (
    SELECT a.id, a.state, a.own_cents, (a.submitted AT TIME ZONE 'Europe/Amsterdam')::date AS day,
           a.calculation -> 'facts' -> 'values' ->> 'employment' AS situation,
           a.calculation -> 'facts' -> 'values' ->> 'residence' AS municipality,
           a.calculation -> 'facts' -> 'values' ->> 'course.sector' AS sector,
           a.calculation -> 'facts' -> 'values' ->> 'course.level' AS level
      FROM funding_application a
     WHERE a.state <> 'draft'
), line AS (
    SELECT l.application_id, l.fund_id, l.state, l.position, l.cents, l.granted_cents, l.settled_cents,
           v.terms ->> 'tier' AS tier,
           (SELECT (min(d.at) AT TIME ZONE 'Europe/Amsterdam')::date
              FROM funding_decision d WHERE d.line_id = l.id) AS decided
      FROM funding_planline l
      JOIN funding_schemeversion v ON v.id = l.scheme_version_id
     WHERE l.state <> 'proposed'
), paid AS (
    SELECT application_id,
           sum(cents) FILTER (WHERE tier = 'private') AS private,
           sum(cents) FILTER (WHERE tier IN ('earmarked', 'general', 'last_resort')) AS public
      FROM line
     WHERE state NOT IN ('refused', 'expired', 'withdrawn', 'refused_outside')
     GROUP BY application_id
), per_fund AS (
    SELECT fund_id AS fund, application_id, (array_agg(state ORDER BY position))[1] AS state, sum(cents) AS asked,
           sum(granted_cents) AS granted, sum(settled_cents) AS settled, min(decided) AS decided
      FROM line GROUP BY fund_id, application_id
), whole AS (
    SELECT '' AS fund, application_id, NULL AS state, sum(cents) AS asked, sum(granted_cents) AS granted,
           sum(settled_cents) AS settled, min(decided) AS decided
      FROM line GROUP BY application_id
), cases AS (
    SELECT * FROM per_fund UNION ALL SELECT * FROM whole
), counted AS (
    SELECT c.fund, coalesce(m.region_id, '') AS region, date_trunc('month', s.day)::date AS month,
           coalesce(c.state, s.state) AS state, dimension.name AS dimension, coalesce(dimension.value, '') AS value,
           count(*) AS cases, count(*) FILTER (WHERE c.granted > 0) AS helped, coalesce(sum(c.asked), 0) AS asked, coalesce(sum(c.granted), 0) AS granted,
           coalesce(sum(c.settled), 0) AS settled, coalesce(sum(s.own_cents), 0) AS own,
           coalesce(sum(p.private), 0) AS private, coalesce(sum(p.public), 0) AS public,
           count(c.decided) AS decided, coalesce(sum(c.decided - s.day), 0) AS days
      FROM cases c
      JOIN sent s ON s.id = c.application_id
      LEFT JOIN paid p ON p.application_id = c.application_id
      LEFT JOIN portal_municipality m ON m.code = s.municipality
     CROSS JOIN LATERAL (VALUES ('all', ''), ('situation', s.situation), ('sector', s.sector), ('level', s.level),
                                ('municipality', s.municipality)) AS dimension(name, value)
     GROUP BY 1, 2, 3, 4, 5, 6
)
SELECT row_number() OVER (ORDER BY fund, region, month, state, dimension, value) AS id,
       fund, region, month, state, dimension, value, cases, helped, asked::bigint, granted::bigint, settled::bigint,
       own::bigint, private::bigint, public::bigint, decided, days::bigint, now() AS counted
  FROM counted;

CREATE UNIQUE INDEX funding_figure_once ON funding_figure (fund, region, month, state, dimension, value);
CREATE INDEX funding_figure_of_region ON funding_figure (region, month) WHERE fund = '';
CREATE INDEX funding_figure_by_property ON funding_figure (fund, dimension, month);

-- The role of the app owns nothing and so may not refresh; this function may, and does nothing else.
CREATE FUNCTION funding_refresh_figures() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    REFRESH MATERIALIZED VIEW CONCURRENTLY funding_figure;
END
$$;
