package dev.inventory.auth.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;

/**
 * Lets one transaction at a time change what a rule over several rows is about: two moves that are each sound could
 * together close a circle, two demotions together remove the last superuser.
 */
@ApplicationScoped
public class RuleLocks {

    /** A rule that spans rows; each is a row of {@code auth_lock}. */
    public enum Rule {
        ORGANIZATION_TREE("organization-tree"),
        SUPERUSERS("superusers");

        private final String row;

        Rule(String row) {
            this.row = row;
        }
    }

    @PersistenceContext
    EntityManager em;

    /** Waits for the lock and holds it until the transaction ends. Taken before the rows themselves are read. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void take(Rule rule) {
        int rows = em.createNativeQuery("UPDATE auth_lock SET taken = taken + 1 WHERE name = ?")
                .setParameter(1, rule.row)
                .executeUpdate();
        if (rows != 1) {
            throw new IllegalStateException("The table auth_lock lacks the row " + rule.row);
        }
    }
}
