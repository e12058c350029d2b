CREATE TABLE `alert_events` (
	`project_id` text NOT NULL,
	`alert_id` text NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`event` text NOT NULL,
	`severity` text,
	`reason` text NOT NULL,
	`value` real,
	`by` text,
	PRIMARY KEY(`project_id`, `alert_id`, `id`),
	FOREIGN KEY (`project_id`,`alert_id`) REFERENCES `alerts`(`project_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `alert_states` (
	`project_id` text NOT NULL,
	`monitor_id` text NOT NULL,
	`track` text NOT NULL,
	`node` text NOT NULL,
	`fingerprint` text NOT NULL,
	`labels` text NOT NULL,
	`state` text NOT NULL,
	`severity` text NOT NULL,
	`since` integer,
	`fired_at` integer,
	`good_since` integer,
	`told_at` integer,
	`slot` integer,
	`sequence` integer NOT NULL,
	`alert_id` text,
	PRIMARY KEY(`project_id`, `monitor_id`, `track`, `node`, `fingerprint`),
	FOREIGN KEY (`project_id`,`monitor_id`) REFERENCES `monitors`(`project_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `alerts` (
	`project_id` text NOT NULL,
	`id` text NOT NULL,
	`monitor_id` text NOT NULL,
	`node` text NOT NULL,
	`title` text NOT NULL,
	`fingerprint` text NOT NULL,
	`labels` text NOT NULL,
	`track` text NOT NULL,
	`backfilled` integer DEFAULT false NOT NULL,
	`version` integer NOT NULL,
	`severity` text NOT NULL,
	`severity_peak` text NOT NULL,
	`reason_first` text NOT NULL,
	`reason_last` text NOT NULL,
	`value_last` real,
	`value_peak` real,
	`started_at` integer NOT NULL,
	`fired_at` integer NOT NULL,
	`resolved_at` integer,
	`acknowledged_at` integer,
	`acknowledged_by` text,
	`acknowledge_note` text,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`project_id`, `id`),
	FOREIGN KEY (`project_id`,`monitor_id`) REFERENCES `monitors`(`project_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `alerts_by_monitor` ON `alerts` (`project_id`,`monitor_id`,`track`,`fired_at`);--> statement-breakpoint
CREATE INDEX `alerts_open` ON `alerts` (`project_id`,`track`,`resolved_at`,`fired_at`);--> statement-breakpoint
CREATE TABLE `connections` (
	`project_id` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`config` text NOT NULL,
	`secret` blob,
	`failures` integer DEFAULT 0 NOT NULL,
	`failing_since` integer,
	`last_error` text,
	`last_delivered_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`project_id`, `name`),
	FOREIGN KEY (`project_id`) REFERENCES `projects`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `jobs` (
	`project_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`monitor_id` text,
	`status` text NOT NULL,
	`done` integer DEFAULT 0 NOT NULL,
	`total` integer,
	`params` text NOT NULL,
	`result` text,
	`problem` text,
	`cancel_requested` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`started_at` integer,
	`finished_at` integer,
	PRIMARY KEY(`project_id`, `id`),
	FOREIGN KEY (`project_id`) REFERENCES `projects`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `jobs_by_age` ON `jobs` (`project_id`,`kind`,`created_at`);--> statement-breakpoint
CREATE TABLE `leases` (
	`name` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`fencing` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `monitors` (
	`project_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`state` text NOT NULL,
	`draft` text NOT NULL,
	`layout` text NOT NULL,
	`token` text NOT NULL,
	`saved_at` integer NOT NULL,
	`published_version` integer,
	`template` text,
	`every_ms` integer,
	`delay_ms` integer,
	`offset_ms` integer DEFAULT 0 NOT NULL,
	`next_due_at` integer,
	`lease_until` integer,
	`last_slot` integer,
	`last_run_at` integer,
	`last_status` text,
	`last_severity` text,
	`missed_slots` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`project_id`, `id`),
	FOREIGN KEY (`project_id`) REFERENCES `projects`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "monitors_state" CHECK("state" in ('enabled', 'paused'))
);
--> statement-breakpoint
CREATE INDEX `monitors_due` ON `monitors` (`state`,`next_due_at`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`project_id` text NOT NULL,
	`id` text NOT NULL,
	`monitor_id` text NOT NULL,
	`alert_id` text NOT NULL,
	`action` text NOT NULL,
	`sequence` integer NOT NULL,
	`event` text NOT NULL,
	`request` text NOT NULL,
	`endpoint` text NOT NULL,
	`status` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer NOT NULL,
	`last_error` text,
	`created_at` integer NOT NULL,
	`delivered_at` integer,
	PRIMARY KEY(`project_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`status`,`next_attempt_at`);--> statement-breakpoint
CREATE INDEX `outbox_by_alert` ON `outbox` (`project_id`,`alert_id`,`action`,`sequence`);--> statement-breakpoint
CREATE INDEX `outbox_by_endpoint` ON `outbox` (`project_id`,`endpoint`,`created_at`);--> statement-breakpoint
CREATE TABLE `projects` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `runs` (
	`project_id` text NOT NULL,
	`monitor_id` text NOT NULL,
	`kind` text NOT NULL,
	`track` text NOT NULL,
	`slot` integer NOT NULL,
	`version` integer NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer NOT NULL,
	`status` text NOT NULL,
	`problem` text,
	`evaluation` text NOT NULL,
	`missed` integer DEFAULT 0 NOT NULL,
	`partial` integer DEFAULT false NOT NULL,
	PRIMARY KEY(`project_id`, `monitor_id`, `kind`, `track`, `slot`),
	FOREIGN KEY (`project_id`,`monitor_id`) REFERENCES `monitors`(`project_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `runs_by_age` ON `runs` (`slot`);--> statement-breakpoint
CREATE TABLE `tally_cache` (
	`key` text NOT NULL,
	`bucket` integer NOT NULL,
	`seq` integer NOT NULL,
	`tally` blob NOT NULL,
	PRIMARY KEY(`key`, `bucket`)
);
--> statement-breakpoint
CREATE INDEX `tally_cache_by_bucket` ON `tally_cache` (`bucket`);--> statement-breakpoint
CREATE TABLE `versions` (
	`project_id` text NOT NULL,
	`monitor_id` text NOT NULL,
	`number` integer NOT NULL,
	`text` text NOT NULL,
	`layout` text NOT NULL,
	`baseline` text NOT NULL,
	`note` text NOT NULL,
	`author` text NOT NULL,
	`summary` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`project_id`, `monitor_id`, `number`),
	FOREIGN KEY (`project_id`,`monitor_id`) REFERENCES `monitors`(`project_id`,`id`) ON UPDATE no action ON DELETE cascade
);
