DROP TRIGGER funding_payment_sent_within_worth ON funding_payment;
DROP TRIGGER funding_payment_within_worth ON funding_payment;
DROP FUNCTION funding_payment_within_worth();
