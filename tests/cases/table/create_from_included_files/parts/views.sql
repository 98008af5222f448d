CREATE VIEW high_alerts AS SELECT id FROM alerts WHERE level = 'high';
