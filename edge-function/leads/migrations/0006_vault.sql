-- Keys of leads may be kept apart from this database, in a store that keeps no earlier versions. Since when the key of a
-- lead lies there; NULL if it lies here. What lay here before may still be in copies of this database from that time.
ALTER TABLE lead ADD COLUMN key_apart_since INTEGER;
