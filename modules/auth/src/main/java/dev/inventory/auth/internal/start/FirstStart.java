package dev.inventory.auth.internal.start;

import dev.inventory.auth.internal.AuthSettings;
import dev.inventory.auth.internal.passwords.PasswordHash;
import dev.inventory.auth.internal.users.FirstPassword;
import dev.inventory.platform.lifecycle.Started;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * Gives an empty database somebody who can log in and somewhere to put devices. Done at every start, to no effect after
 * the first; before any other module starts its work.
 */
@ApplicationScoped
class FirstStart {

    private static final Logger LOG = Logger.getLogger(FirstStart.class.getName());

    @Inject
    AuthSettings settings;

    @Inject
    FirstRecords records;

    @Inject
    FirstPassword firstPassword;

    void begin(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) Started started) {
        if (!records.anyUser()) {
            try {
                makeAdministrator();
            } catch (RuntimeException e) {
                if (!records.anyUser()) {
                    throw e;
                }
                LOG.info("Another server on the same database has made the first administrator");
            }
        } else if (records.adminHasOwnPassword()) {
            firstPassword.forget();
        }
    }

    private void makeAdministrator() {
        Optional<String> configured = settings.adminPassword();
        if (configured.isPresent()) {
            records.make(PasswordHash.of(configured.get()), false, () -> {});
            LOG.info("First administrator: " + FirstPassword.USERNAME
                    + "   password: as INVENTORY_ADMIN_PASSWORD has it");
            return;
        }
        String password = FirstPassword.random();
        records.make(PasswordHash.of(password), true, () -> firstPassword.write(password));
        LOG.info("First administrator: " + FirstPassword.USERNAME + "   password: " + password
                + "  (change it at the first login; also in " + firstPassword.file() + ")");
    }
}
