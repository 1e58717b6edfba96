/** Guarded background work: a task that throws is logged, counted and runs again; and the times that cron expressions name. */
@NullMarked
package dev.inventory.platform.jobs;

import org.jspecify.annotations.NullMarked;
