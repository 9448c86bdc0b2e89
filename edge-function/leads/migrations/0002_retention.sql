-- When the content of a lead must go, and what stands against it.

-- As its notice promised: so many days after the last contact. A lead from before gets a year, and so does one that an
-- older program takes while it is being replaced.
ALTER TABLE lead ADD COLUMN retention_days INTEGER NOT NULL DEFAULT 365 CHECK (retention_days > 0);
-- The partner's last report; NULL as long as there is none, and then it is the day on which the lead came in.
ALTER TABLE lead ADD COLUMN last_contact_at INTEGER;
-- When people were told that it will be destroyed although no partner has it.
ALTER TABLE lead ADD COLUMN warned_at INTEGER;
-- A legal hold: as long as it lasts, nothing is destroyed. The reason names no person.
ALTER TABLE lead ADD COLUMN held_since INTEGER;
ALTER TABLE lead ADD COLUMN hold_reason TEXT CHECK ((held_since IS NULL) = (hold_reason IS NULL));
-- From when on what the machine keeps of an erased lead outside of this database is to be destroyed; NULL once it was.
ALTER TABLE lead ADD COLUMN forget_at INTEGER;

UPDATE lead SET last_contact_at = (SELECT MAX(at) FROM report WHERE lead_id = lead.id AND outcome <> 'invalid');

CREATE INDEX lead_by_end ON lead (COALESCE(last_contact_at, received_at) + retention_days * 86400)
    WHERE state <> 'erased';
-- Both empty as long as nothing is out of the ordinary.
CREATE INDEX lead_held ON lead (held_since) WHERE held_since IS NOT NULL;
CREATE INDEX lead_to_forget ON lead (forget_at) WHERE forget_at IS NOT NULL;
CREATE INDEX lead_erased ON lead (erased_at) WHERE erased_at IS NOT NULL;
