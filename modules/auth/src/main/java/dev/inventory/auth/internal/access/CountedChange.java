package dev.inventory.auth.internal.access;

import jakarta.transaction.TransactionScoped;
import java.io.Serializable;

/** Whether the transaction in progress has been counted as a change. */
@TransactionScoped
class CountedChange implements Serializable {

    private static final long serialVersionUID = 1L;

    private boolean counted;

    /** True the first time it is asked. */
    boolean isFirst() {
        boolean first = !counted;
        counted = true;
        return first;
    }
}
