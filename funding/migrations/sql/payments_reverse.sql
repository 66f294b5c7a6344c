-- Takes away what payments.sql made, and gives the steps of before.
DROP TRIGGER funding_account_no_truncate ON funding_account;
DROP TRIGGER funding_payto_no_truncate ON funding_payto;
DROP TRIGGER funding_paymentbatch_no_truncate ON funding_paymentbatch;
DROP TRIGGER funding_payment_no_truncate ON funding_payment;
DROP TRIGGER funding_bankfile_no_truncate ON funding_bankfile;
DROP TRIGGER funding_bankfilerow_no_truncate ON funding_bankfilerow;
DROP TRIGGER funding_payment_kept ON funding_payment;
DROP TRIGGER funding_payment_keeps ON funding_payment;
DROP TRIGGER funding_payment_steps ON funding_payment;
DROP TRIGGER funding_batch_kept ON funding_paymentbatch;
DROP TRIGGER funding_batch_keeps ON funding_paymentbatch;
DROP TRIGGER funding_batch_steps ON funding_paymentbatch;
DROP TRIGGER funding_bankfilerow_append_only ON funding_bankfilerow;
DROP TRIGGER funding_bankfile_append_only ON funding_bankfile;
DROP TRIGGER funding_payto_append_only ON funding_payto;
DROP TRIGGER funding_account_kept ON funding_account;
DROP TRIGGER funding_account_keeps ON funding_account;
DROP FUNCTION funding_payment_steps();
DROP FUNCTION funding_batch_steps();
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
        ('granted', 'paid'),
        ('granted', 'partly_granted'),
        ('granted', 'refused'),
        ('granted', 'settled'),
        ('granted', 'withdrawn'),
        ('in_review', 'awaiting_applicant'),
        ('in_review', 'awaiting_approval'),
        ('in_review', 'expired'),
        ('in_review', 'granted'),
        ('in_review', 'partly_granted'),
        ('in_review', 'refused'),
        ('in_review', 'reserved'),
        ('in_review', 'withdrawn'),
        ('outside', 'granted_outside'),
        ('outside', 'refused_outside'),
        ('outside', 'sent_outside'),
        ('outside', 'withdrawn'),
        ('paid', 'recovered'),
        ('paid', 'settled'),
        ('partly_granted', 'granted'),
        ('partly_granted', 'paid'),
        ('partly_granted', 'refused'),
        ('partly_granted', 'settled'),
        ('partly_granted', 'withdrawn'),
        ('proposed', 'outside'),
        ('proposed', 'reserved'),
        ('proposed', 'waiting'),
        ('refused', 'granted'),
        ('refused', 'partly_granted'),
        ('reserved', 'awaiting_applicant'),
        ('reserved', 'awaiting_approval'),
        ('reserved', 'granted'),
        ('reserved', 'in_review'),
        ('reserved', 'partly_granted'),
        ('reserved', 'refused'),
        ('reserved', 'withdrawn'),
        ('sent_outside', 'granted_outside'),
        ('sent_outside', 'refused_outside'),
        ('sent_outside', 'withdrawn'),
        ('settled', 'paid'),
        ('settled', 'recovered'),
        ('waiting', 'awaiting_approval'),
        ('waiting', 'partly_granted'),
        ('waiting', 'refused'),
        ('waiting', 'reserved'),
        ('waiting', 'withdrawn')
    )
$$;
