package dev.inventory.device.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.device.DeviceRegistrations;
import dev.inventory.platform.json.Body;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Registers devices by the way that clients' devices go. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class RegisteredDevices implements DeviceRegistrations {

    @PersistenceContext
    EntityManager em;

    @Inject
    Devices devices;

    @Override
    public long register(ObjectNode device) {
        long id = devices.create(Body.of(device)).id();
        em.flush(); // who registers goes on in plain SQL
        return id;
    }

    @Override
    public Optional<Long> typeId(String slug) {
        return em.createQuery("SELECT t.id FROM DeviceType t WHERE t.slug = :slug", Long.class)
                .setParameter("slug", slug)
                .getResultStream()
                .findFirst();
    }
}
