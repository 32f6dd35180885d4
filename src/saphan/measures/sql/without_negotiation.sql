-- Deals that entered by a qualified stage because their pipeline has no negotiation mark.
SELECT count(*) FROM moment m JOIN slot_day s ON s.day = m.day
WHERE m.kind = 'negotiating' AND m.how = 'fallback' AND s.slot = 0;
