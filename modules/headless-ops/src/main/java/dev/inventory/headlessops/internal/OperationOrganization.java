package dev.inventory.headlessops.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** An organization that an operation is for. */
@Entity
@Table(name = "operation_organization")
@IdClass(OperationOrganization.Key.class)
@SuppressWarnings("UnusedVariable") // read by queries, never through the object
public class OperationOrganization {

    @Id
    @Column(name = "operation_id")
    private Long operationId;

    @Id
    @Column(name = "organization_id")
    private Long organizationId;

    protected OperationOrganization() {}

    OperationOrganization(long operationId, long organizationId) {
        this.operationId = operationId;
        this.organizationId = organizationId;
    }

    /** What identifies the row. */
    public static class Key implements Serializable {

        private Long operationId;
        private Long organizationId;

        @SuppressWarnings("NullAway") // the persistence provider fills the fields
        public Key() {}

        @Override
        public boolean equals(@org.jspecify.annotations.Nullable Object other) {
            return other instanceof Key that
                    && operationId.equals(that.operationId)
                    && organizationId.equals(that.organizationId);
        }

        @Override
        public int hashCode() {
            return java.util.Objects.hash(operationId, organizationId);
        }
    }
}
