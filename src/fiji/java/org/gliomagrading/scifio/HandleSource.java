package org.gliomagrading.scifio;

import java.io.IOException;
import java.util.Optional;

import org.gliomagrading.nifti.ByteSource;
import org.scijava.io.handle.DataHandle;
import org.scijava.io.handle.DataHandleService;
import org.scijava.io.location.BrowsableLocation;
import org.scijava.io.location.Location;

/** A SciJava data handle as the NIfTI reader takes it. */
final class HandleSource implements ByteSource {

	private final DataHandle<Location> handle;
	private final DataHandleService handles;
	private final boolean owned;

	private HandleSource(DataHandle<Location> handle, DataHandleService handles, boolean owned) {
		this.handle = handle;
		this.handles = handles;
		this.owned = owned;
	}

	/** @param handle stays open when the source is closed */
	static HandleSource of(DataHandle<Location> handle, DataHandleService handles) {
		return new HandleSource(handle, handles, false);
	}

	/** Opens a location, with a buffer as SCIFIO's own readers. */
	static HandleSource open(Location location, DataHandleService handles) throws IOException {
		DataHandle<Location> handle = handles.readBuffer(location);
		if (handle == null) throw new IOException("there is no way to read " + location.getName());
		return new HandleSource(handle, handles, true);
	}

	@Override
	public String name() {
		return handle.get().getName();
	}

	@Override
	public long length() throws IOException {
		return handle.length();
	}

	@Override
	public int read(long position, byte[] to, int offset, int count) throws IOException {
		if (handle.offset() != position) {
			long length = handle.length();
			if (length >= 0 && position >= length) return -1;
			handle.seek(position);
		}
		return handle.read(to, offset, count);
	}

	@Override
	public Optional<ByteSource> sibling(String name) throws IOException {
		if (!(handle.get() instanceof BrowsableLocation browsable)) return Optional.empty();
		Location sibling = browsable.sibling(name);
		return handles.exists(sibling) ? Optional.of(open(sibling, handles)) : Optional.empty();
	}

	@Override
	public void close() throws IOException {
		if (owned) handle.close();
	}

	@Override
	public String toString() {
		Location location = handle.get();
		return location.getURI() == null ? location.getName() : location.getURI().getPath() == null ? location.getURI()
			.toString() : location.getURI().getPath();
	}
}
