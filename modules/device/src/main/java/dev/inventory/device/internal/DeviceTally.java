package dev.inventory.device.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/**
 * How many devices of an organization, a type and a status came or went. Only ever summed up: the rows have no key, and
 * the one that is said here does not tell them apart.
 */
@Entity
@Table(name = "device_tally")
@IdClass(DeviceTally.Group.class)
@SuppressWarnings("UnusedVariable") // read by queries
public class DeviceTally {

    /** What is counted apart. */
    public record Group(long organizationId, long typeId, boolean status) implements Serializable {
        public Group() {
            this(0, 0, false);
        }
    }

    @Id
    @Column(name = "organization_id")
    private long organizationId;

    @Id
    @Column(name = "type_id")
    private long typeId;

    @Id
    private boolean status;

    private long tally;

    protected DeviceTally() {}
}
