package dev.inventory.benchmark;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** db-scheduler on the server's own PostgreSQL: jobs of one row each that do nothing, as in its own benchmark. */
final class JobQueue {
    private static final int THREADS = 20;
    private static final long LONGEST_SECONDS = 300;

    private final HikariConfig connections = new HikariConfig();

    JobQueue(Map<String, String> environment) {
        connections.setJdbcUrl(environment.get("INVENTORY_DB_URL"));
        connections.setUsername(environment.get("INVENTORY_DB_USER"));
        connections.setPassword(environment.get("INVENTORY_DB_PASSWORD"));
        connections.setMaximumPoolSize(THREADS + 5);
    }

    /** @return jobs a second, from when the scheduler starts until the last of that many has run */
    double run(int jobs) throws BenchmarkFailure, InterruptedException {
        try (var database = new HikariDataSource(connections)) {
            createTable(database);
            return run(database, jobs);
        }
    }

    private static double run(HikariDataSource database, int jobs) throws BenchmarkFailure, InterruptedException {
        var done = new CountDownLatch(jobs);
        OneTimeTask<Void> task = Tasks.oneTime("nothing").execute((instance, context) -> done.countDown());
        Scheduler scheduler = Scheduler.create(database, task)
                .threads(THREADS)
                .pollingInterval(Duration.ofMillis(100))
                .pollUsingLockAndFetch(4, 20)
                .build();
        try {
            Instant now = Clock.systemUTC().instant();
            for (int job = 0; job < jobs; job++) {
                scheduler.schedule(task.instance(String.valueOf(job)), now);
            }
            long start = System.nanoTime();
            scheduler.start();
            if (!done.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new BenchmarkFailure("db-scheduler left " + done.getCount() + " jobs");
            }
            return jobs / ((System.nanoTime() - start) / 1e9);
        } finally {
            scheduler.stop();
        }
    }

    private static void createTable(HikariDataSource database) throws BenchmarkFailure {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE scheduled_tasks (task_name TEXT NOT NULL, task_instance TEXT NOT NULL,"
                    + " task_data BYTEA, execution_time TIMESTAMPTZ NOT NULL, picked BOOLEAN NOT NULL, picked_by TEXT,"
                    + " last_success TIMESTAMPTZ, last_failure TIMESTAMPTZ, consecutive_failures INT,"
                    + " last_heartbeat TIMESTAMPTZ, version BIGINT NOT NULL, priority SMALLINT, state TEXT,"
                    + " PRIMARY KEY (task_name, task_instance))");
            statement.execute("CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time)");
            statement.execute("CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat)");
        } catch (SQLException failed) {
            throw new BenchmarkFailure("no table for db-scheduler: " + failed.getMessage());
        }
    }
}
