DROP TRIGGER funding_samplecase_by_two ON funding_samplecase;
DROP FUNCTION funding_sample_by_two();
DROP TRIGGER funding_samplecase_kept ON funding_samplecase;
DROP TRIGGER funding_samplecase_keeps ON funding_samplecase;
DROP TRIGGER funding_samplecase_final ON funding_samplecase;
DROP TRIGGER funding_sampledraw_append_only ON funding_sampledraw;
