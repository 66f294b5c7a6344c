DROP TRIGGER funding_runbudget_kept ON funding_runbudget;
DROP TRIGGER funding_choice_kept ON funding_choice;
DROP TRIGGER funding_adoption_no_truncate ON funding_adoption;
DROP TRIGGER funding_adoption_kept ON funding_adoption;
DROP TRIGGER funding_adoption_lawful ON funding_adoption;
DROP FUNCTION funding_adoption_lawful();
