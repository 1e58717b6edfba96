package dev.inventory.connection.internal.source;

import dev.inventory.platform.network.AddressPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;

/** Opens sources. Nothing is sent before they are read. */
@ApplicationScoped
public class Sources {

    @Inject
    AddressPolicy policy;

    @Inject
    OpenRequests open;

    @Inject
    ConnectionSettings limits;

    public Source open(SourceSettings settings) {
        CheckedAddresses addresses = new CheckedAddresses(policy::refusal, InetAddress::getAllByName);
        Pause pause = time -> TimeUnit.MILLISECONDS.sleep(time.toMillis());
        if (settings.isDatabase()) {
            return new DatabaseSource(settings, addresses, pause);
        }
        return new RestSource(
                settings, new HttpFetch(settings, addresses, open, limits.limits()), limits.limits(), pause);
    }
}
