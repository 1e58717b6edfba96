package dev.inventory.app;

import dev.inventory.platform.settings.IllegalSetting;
import dev.inventory.platform.settings.Setting;
import dev.inventory.platform.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whose pages browsers may let call the API, beside the server's own. */
@ApplicationScoped
public class CrossOriginSettings implements Settings {

    private static final String KEY = "inventory.cors.origins";
    private static final String ANY = "*";

    private final Set<String> origins = origins(Setting.list(KEY));

    /** Whether pages of that origin may call the API. */
    boolean allows(String origin) {
        return origins.contains(ANY) || origins.contains(origin.toLowerCase(Locale.ROOT));
    }

    private static Set<String> origins(List<String> configured) {
        configured.forEach(CrossOriginSettings::check);
        return Set.copyOf(
                configured.stream().map(o -> o.toLowerCase(Locale.ROOT)).toList());
    }

    private static void check(String origin) {
        try {
            URI uri = URI.create(origin);
            boolean bare = uri.getHost() != null && uri.getRawPath().isEmpty() && uri.getRawQuery() == null;
            if (ANY.equals(origin) || (bare && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())))) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new IllegalSetting(KEY, "'" + origin + "' is not an origin such as https://noc.example.com, nor *");
    }
}
