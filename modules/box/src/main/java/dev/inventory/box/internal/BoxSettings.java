package dev.inventory.box.internal;

import dev.inventory.platform.settings.Setting;
import dev.inventory.platform.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;

/** Who may look at boxes and items. */
@ApplicationScoped
public class BoxSettings implements Settings {

    private final boolean publicRead = Setting.bool("inventory.box.public-read", true);

    /** Whether boxes and items are shown to anybody, as the links on printed labels need it. */
    public boolean publicRead() {
        return publicRead;
    }
}
