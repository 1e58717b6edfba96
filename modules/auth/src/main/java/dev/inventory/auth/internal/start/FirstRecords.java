package dev.inventory.auth.internal.start;

import dev.inventory.auth.internal.organizations.Organization;
import dev.inventory.auth.internal.users.AppUser;
import dev.inventory.auth.internal.users.FirstPassword;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;

/** Writes what an empty database lacks. */
@ApplicationScoped
@RetriedOnContention
class FirstRecords {

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Transactional
    boolean anyUser() {
        return em.createQuery("SELECT COUNT(u) FROM AppUser u", Long.class).getSingleResult() > 0;
    }

    @Transactional
    boolean adminHasOwnPassword() {
        return em.createQuery("SELECT u FROM AppUser u WHERE u.username = :admin", AppUser.class)
                .setParameter("admin", FirstPassword.USERNAME)
                .getResultStream()
                .noneMatch(AppUser::mustChangePassword);
    }

    /**
     * Makes the first administrator and the first organization, both or none.
     *
     * @param keepPassword run when it is certain that no other server makes them at the same time, before they are
     *     committed: an administrator whose password was lost would be of no use
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void make(String passwordHash, boolean mustChangePassword, Runnable keepPassword) {
        em.persist(
                AppUser.firstAdministrator(FirstPassword.USERNAME, passwordHash, mustChangePassword, clock.instant()));
        em.flush(); // here a second server waits for the first, and then fails
        em.persist(new Organization("Default", null, null, clock.instant()));
        em.flush();
        keepPassword.run();
    }
}
