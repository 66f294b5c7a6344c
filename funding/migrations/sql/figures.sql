-- Dashboards read counters; funding.refresh_figures keeps them in step with what changed since the last time. A change
-- adds a row to funding_figuretouched (never waits for anybody); the count takes those rows, subtracts what these
-- cases counted for before (funding_figurecase) and adds what they count for now.

CREATE FUNCTION funding_figure_touch() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'funding_application' THEN
        INSERT INTO funding_figuretouched (application) VALUES (CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END);
        IF TG_OP = 'DELETE' THEN  -- another case of this learner is the last one now
            INSERT INTO funding_figuretouched (application)
            SELECT id FROM funding_application WHERE learner_id = OLD.learner_id AND state <> 'draft';
        END IF;
    ELSIF TG_TABLE_NAME = 'funding_planline' THEN
        INSERT INTO funding_figuretouched (application)
        VALUES (CASE WHEN TG_OP = 'DELETE' THEN OLD.application_id ELSE NEW.application_id END);
    ELSE
        INSERT INTO funding_figuretouched (application)
        SELECT application_id FROM funding_planline WHERE id = NEW.line_id;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER funding_figure_touch AFTER INSERT OR UPDATE OF state, own_cents, calculation, submitted
    ON funding_application FOR EACH ROW WHEN (NEW.state <> 'draft') EXECUTE FUNCTION funding_figure_touch();
CREATE TRIGGER funding_figure_gone AFTER DELETE
    ON funding_application FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION funding_figure_touch();
CREATE TRIGGER funding_figure_touch AFTER INSERT OR UPDATE OF state, cents, granted_cents, settled_cents
    ON funding_planline FOR EACH ROW WHEN (NEW.state <> 'proposed') EXECUTE FUNCTION funding_figure_touch();
CREATE TRIGGER funding_figure_gone AFTER DELETE
    ON funding_planline FOR EACH ROW WHEN (OLD.state <> 'proposed') EXECUTE FUNCTION funding_figure_touch();
CREATE TRIGGER funding_figure_touch AFTER INSERT
    ON funding_decision FOR EACH ROW EXECUTE FUNCTION funding_figure_touch();

-- What these applications count for now: a row per fund, and one ('') for the whole. Asked of all cases of a
-- learner at once: the last of them with money stands for the person (``person``). ``dropout`` tells at which step a
-- learner stopped (funding.figures.enums.Left): the farthest that a line of the case had come. What was granted
-- and then withdrawn, or came back whole, helped nobody and is no longer granted. What was forwarded counts at the
-- fund that it went to, and once.
CREATE FUNCTION funding_cases_of(touched uuid[]) RETURNS TABLE (
    application uuid, fund text, region text, month date, state text, situation text, sector text, level text,
    municipality text, shortage text, dropout text, lead text, person text, helped bigint, asked bigint, granted bigint,
    settled bigint, own bigint, private bigint, public bigint, decided bigint, days bigint)
LANGUAGE sql STABLE AS $$
WITH sent AS (
    SELECT a.id, a.state, a.own_cents, coalesce(a.learner_id, a.id) AS learner,
           (a.submitted AT TIME ZONE 'Europe/Amsterdam')::date AS day,
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
           sum(granted_cents)
               FILTER (WHERE state IN ('granted', 'partly_granted', 'paying', 'paid', 'settled')) AS granted,
           sum(settled_cents) AS settled, min(decided) AS decided,
           max(stopped) AS stopped
      FROM line GROUP BY GROUPING SETS ((fund_id, application_id), (application_id))
), told AS (
    SELECT c.*, s.day, s.learner, coalesce(c.granted, 0) > 0 AS is_helped,
           coalesce(c.state, s.state) AS stands, s.own_cents, s.situation, s.municipality, s.sector,
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
       CASE WHEN t.is_helped AND row_number() OVER (PARTITION BY t.fund, t.learner
                                                    ORDER BY t.is_helped DESC, t.day DESC, t.application_id DESC) = 1
            THEN 'helped' ELSE '' END,
       t.is_helped::int, coalesce(t.asked, 0)::bigint, coalesce(t.granted, 0)::bigint,
       coalesce(t.settled, 0)::bigint, CASE WHEN t.is_helped THEN coalesce(t.own_cents, 0) ELSE 0 END,
       coalesce(p.private, 0)::bigint, coalesce(p.public, 0)::bigint, (t.decided IS NOT NULL)::int, coalesce(t.took, 0)
  FROM told t
  LEFT JOIN paid p ON p.application_id = t.application_id
$$;

-- What the stored rows of these cases add up to. Properties that say nothing about a case have no row.
CREATE FUNCTION funding_figures_of(touched uuid[]) RETURNS TABLE (
    fund text, region text, month date, dimension text, value text, cases bigint, helped bigint, asked bigint,
    granted bigint, settled bigint, own bigint, private bigint, public bigint, decided bigint, days bigint)
LANGUAGE sql STABLE AS $$
SELECT scope.fund, scope.region, c.month, dimension.name, dimension.value, count(*), sum(c.helped)::bigint,
       sum(c.asked)::bigint, sum(c.granted)::bigint, sum(c.settled)::bigint, sum(c.own)::bigint,
       sum(c.private)::bigint, sum(c.public)::bigint, sum(c.decided)::bigint, sum(c.days)::bigint
  FROM funding_figurecase c
 CROSS JOIN LATERAL (SELECT c.fund, '' AS region
                      UNION ALL SELECT '', c.region WHERE c.fund = '' AND c.region <> '') AS scope
 CROSS JOIN LATERAL (VALUES ('all', ''), ('state', c.state), ('situation', c.situation), ('sector', c.sector),
                            ('level', c.level), ('municipality', c.municipality), ('shortage', c.shortage),
                            ('dropout', c.dropout), ('lead', c.lead),
                            ('person', c.person)) AS dimension(name, value)
 WHERE c.application = ANY (touched)
   AND (dimension.value <> '' OR dimension.name NOT IN ('shortage', 'dropout', 'lead', 'person'))
 GROUP BY 1, 2, 3, 4, 5
$$;

-- Count what changed, at most so many changes; how many were taken. One at a time: a second finds nothing to do.
-- Plans are made for what is counted now: one made for empty tables and kept (a list of twenty thousand searched for
-- every row) made a count of everything grow with the square of the cases.
CREATE FUNCTION funding_refresh_figures(most integer) RETURNS integer
LANGUAGE plpgsql SET plan_cache_mode = force_custom_plan SET jit = off SET work_mem = '64MB' AS $$
DECLARE
    touched uuid[];
    taken integer;
    monday date := date_trunc('week', (now() - interval '1 hour') AT TIME ZONE 'Europe/Amsterdam')::date;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('funding_figure')) THEN
        RETURN 0;
    END IF;
    WITH gone AS (
        DELETE FROM funding_figuretouched
         WHERE id IN (SELECT id FROM funding_figuretouched ORDER BY id LIMIT most) RETURNING application
    )
    SELECT array_agg(DISTINCT application), count(*) INTO touched, taken FROM gone;
    IF taken > 0 THEN
        -- Which case is somebody's last follows from their other cases.
        touched := ARRAY(SELECT unnest(touched) UNION
                         SELECT other.id
                           FROM funding_application a
                           JOIN funding_application other ON other.learner_id = a.learner_id
                          WHERE a.id = ANY (touched) AND other.state <> 'draft');
        UPDATE funding_figure f
           SET cases = f.cases - b.cases, helped = f.helped - b.helped, asked = f.asked - b.asked,
               granted = f.granted - b.granted, settled = f.settled - b.settled, own = f.own - b.own,
               private = f.private - b.private, public = f.public - b.public, decided = f.decided - b.decided,
               days = f.days - b.days
          FROM funding_figures_of(touched) b
         WHERE (f.fund, f.region, f.dimension, f.month, f.value)
             = (b.fund, b.region, b.dimension, b.month, b.value);
        DELETE FROM funding_figurecase WHERE application = ANY (touched);
        INSERT INTO funding_figurecase (application, fund, region, month, state, situation, sector, level, municipality,
                                        shortage, dropout, lead, person, helped, asked, granted, settled, own, private,
                                        public,
                                        decided, days)
        SELECT * FROM funding_cases_of(touched);
        INSERT INTO funding_figure AS f (fund, region, month, dimension, value, cases, helped, asked, granted, settled,
                                         own, private, public, decided, days)
        SELECT * FROM funding_figures_of(touched)
            ON CONFLICT (fund, region, dimension, month, value) DO UPDATE
           SET cases = f.cases + excluded.cases, helped = f.helped + excluded.helped, asked = f.asked + excluded.asked,
               granted = f.granted + excluded.granted, settled = f.settled + excluded.settled,
               own = f.own + excluded.own, private = f.private + excluded.private,
               public = f.public + excluded.public, decided = f.decided + excluded.decided,
               days = f.days + excluded.days;
        DELETE FROM funding_figure WHERE cases = 0;
    END IF;
    INSERT INTO funding_figurecount (id) VALUES (1) ON CONFLICT DO NOTHING;
    -- Weeks that ended at least an hour ago: no transaction of theirs still runs.
    IF (SELECT weeks_until IS DISTINCT FROM monday FROM funding_figurecount) THEN
        INSERT INTO funding_budgetweek (budget_id, week, cents)
        SELECT budget_id, date_trunc('week', at AT TIME ZONE 'Europe/Amsterdam')::date,
               sum(cents * CASE movement WHEN 'reserve' THEN 1 WHEN 'release' THEN -1 WHEN 'cancel' THEN -1
                                         WHEN 'recover' THEN -1 ELSE 0 END)
          FROM funding_ledgerentry
         WHERE at < monday::timestamp AT TIME ZONE 'Europe/Amsterdam'
           AND at >= coalesce((SELECT weeks_until FROM funding_figurecount), '2000-01-03')::timestamp
                     AT TIME ZONE 'Europe/Amsterdam'
         GROUP BY 1, 2
            ON CONFLICT (budget_id, week) DO UPDATE SET cents = excluded.cents;
        UPDATE funding_figurecount SET weeks_until = monday;
    END IF;
    UPDATE funding_figurecount SET counted = now();
    RETURN coalesce(taken, 0);
END
$$;

-- Everything is to be counted anew: what is there goes, and every application is as good as touched.
CREATE FUNCTION funding_forget_figures() RETURNS void
LANGUAGE sql AS $$
    DELETE FROM funding_figure;
    DELETE FROM funding_figurecase;
    DELETE FROM funding_figuretouched;
    INSERT INTO funding_figuretouched (application) SELECT id FROM funding_application WHERE state <> 'draft';
$$;
