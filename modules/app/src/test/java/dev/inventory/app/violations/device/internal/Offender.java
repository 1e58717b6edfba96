package dev.inventory.app.violations.device.internal;

import dev.inventory.app.violations.auth.Login;
import dev.inventory.app.violations.box.internal.BoxManager;
import dev.inventory.platform.json.Body;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.persistence.Entity;
import jakarta.persistence.ManyToOne;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Path;
import java.time.Instant;
import org.glassfish.offence.VendorApi;

/** Breaks the laws, so that each of them is seen to be able to fail. */
@Entity
@Path("offender")
public class Offender {

    static int count;

    @ManyToOne
    private BoxManager box;

    private ManagedScheduledExecutorService executor;

    public void setBox(BoxManager box) {
        this.box = box;
    }

    @Transactional
    public boolean take(Body body) {
        return body.hasErrors();
    }

    public String use() {
        return "" + new Login() + new VendorApi() + Instant.now() + box + executor + count;
    }
}
