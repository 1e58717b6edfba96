package dev.inventory.platform.persistence;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.Serializable;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Repeats what {@link RetriedOnContention} marks; it stands outside the transaction's own interceptor. */
@Interceptor
@RetriedOnContention
@Priority(ContentionRetry.OUTSIDE_OF_TRANSACTIONS)
public class ContentionRetry implements Serializable {

    /** Jakarta Transactions puts its interceptor at 200 above this base. */
    static final int OUTSIDE_OF_TRANSACTIONS = Interceptor.Priority.PLATFORM_BEFORE + 100;

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(ContentionRetry.class.getName());
    private static final int ATTEMPTS = 8;

    /** Before the second attempt, and twice as long each time, for as long as others may need to get out of the way. */
    private static final long PAUSE_MS = 20;

    /** No attempt begins after this: Derby waits for a lock for half a minute before it gives up. */
    private static final long LONGEST_NS = TimeUnit.MINUTES.toNanos(1);

    /** Serialization failure and deadlock of both databases; PostgreSQL's deadlock; Derby's lock time-outs. */
    private static final Set<String> CONTENTION = Set.of("40001", "40P01", "40XL1", "40XL2");

    @Resource
    private transient TransactionSynchronizationRegistry transactions;

    @AroundInvoke
    Object repeat(InvocationContext call) throws Exception {
        if (transactions.getTransactionStatus() != Status.STATUS_NO_TRANSACTION) {
            return call.proceed();
        }
        long begun = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try {
                return call.proceed();
            } catch (Exception e) {
                if (attempt == ATTEMPTS || !isContention(e) || System.nanoTime() - begun > LONGEST_NS) {
                    throw e;
                }
                LOG.log(Level.FINE, "Contention in {0}, once more", call.getMethod());
                // drawn, so that those who were in each other's way are not so again
                long pause = PAUSE_MS + ThreadLocalRandom.current().nextLong(PAUSE_MS << attempt);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
            }
        }
    }

    /** Whether the database gave a transaction up for others. */
    public static boolean isContention(Throwable thrown) {
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < 20; depth++) {
            if (at instanceof SQLException sql && CONTENTION.contains(String.valueOf(sql.getSQLState()))) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }
}
