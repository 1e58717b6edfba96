package dev.inventory.headlessops.internal.discovery;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** That a credential is kept; only asked for by queries. {@link DiscoveryCredentials} writes and opens them. */
@Entity
@Table(name = "discovery_credential")
@SuppressWarnings("UnusedVariable") // read by queries, never through the object
public class DiscoveryCredential {

    @Id
    private Long id;

    @Column(name = "discovery_id")
    private long discoveryId;

    @SuppressWarnings("NullAway") // the persistence provider fills the fields
    protected DiscoveryCredential() {}
}
