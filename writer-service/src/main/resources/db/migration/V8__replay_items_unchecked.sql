-- However long it takes; sessions are limited otherwise.
SET LOCAL statement_timeout = 0;

-- Items are added in the transaction that adds their replay, and replays are never deleted; looking the replay up for each
-- item was a third of what it takes to choose them.
ALTER TABLE replay_item DROP CONSTRAINT replay_item_replay_fkey;
