package dev.inventory.device.internal;

import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.web.Conditional;
import dev.inventory.platform.web.QuickRead;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.regex.Pattern;

/** One device and pages of devices, which are read more than all else; as {@link DevicesResource} answers them. */
@ApplicationScoped
class QuickDevices implements QuickRead {

    private static final String LIST = "v1/inventory_device/";
    private static final Pattern ONE = Pattern.compile(LIST + "([1-9][0-9]{0,17})/?");

    @Inject
    DeviceDetails details;

    @Inject
    DeviceListings listings;

    @Inject
    DeviceLists lists;

    @Override
    public boolean isAt(String path) {
        return path.equals(LIST) || ONE.matcher(path).matches();
    }

    @Override
    public Optional<Answer> answer(Asked asked) {
        if (asked.path().equals(LIST)) {
            ListQuery query = ListQuery.parse(listings.devices(), asked.parameters());
            return query.flag(DevicesResource.UPDATE_STATUS)
                    ? Optional.empty()
                    : lists.writtenPage(query, asked.requested(), asked.parameters())
                            .map(page -> new Answer(page, null));
        }
        if (!asked.parameters().isEmpty()) {
            return Optional.empty();
        }
        int end = asked.path().endsWith("/")
                ? asked.path().length() - 1
                : asked.path().length();
        Devices.Shown device = details.detail(Long.parseLong(asked.path().substring(LIST.length(), end)));
        return Optional.of(new Answer(
                device.view().fields(),
                '"' + Conditional.tag(device.id(), device.version()).getValue() + '"'));
    }
}
