ALTER TABLE `monitors` ADD `labels_seq` integer;--> statement-breakpoint
ALTER TABLE `runs` ADD `waiting` text;--> statement-breakpoint
CREATE INDEX `runs_waiting` ON `runs` (`project_id`,`monitor_id`) WHERE waiting is not null;