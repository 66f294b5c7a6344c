DROP FUNCTION funding_refresh_figures();
DROP MATERIALIZED VIEW funding_figure;
