//! The adapter and its device: opening, faults, reading back.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use super::Unavailable;
use crate::words::GpuProblem;

/// A graphics card, not yet opened.
#[derive(Debug)]
pub struct Adapter {
    adapter: wgpu::Adapter,
    info: wgpu::AdapterInfo,
}

/// An open device that remembers what went wrong with it.
#[derive(Debug)]
pub struct Device {
    pub device: wgpu::Device,
    pub queue: wgpu::Queue,
    fault: Slot<GpuProblem>,
}

/// A value that a callback leaves behind, once; awaiting it takes it out.
#[derive(Debug)]
struct Slot<T>(Arc<Mutex<(Option<T>, Option<Waker>)>>);

/// Errors while things are made, caught until [`Watch::ended`].
pub struct Watch {
    memory: wgpu::ErrorScopeGuard,
    validation: wgpu::ErrorScopeGuard,
}

impl<T> Clone for Slot<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Slot<T> {
    fn new() -> Self {
        Self(Arc::new(Mutex::new((None, None))))
    }

    /// The first value stays.
    fn set(&self, value: T) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.0.get_or_insert(value);
        if let Some(waker) = held.1.take() {
            waker.wake();
        }
    }
}

impl<T> Future for Slot<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match held.0.take() {
            Some(value) => Poll::Ready(value),
            None => {
                held.1 = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}

impl Adapter {
    /// The fastest there is.
    ///
    /// # Errors
    /// There is none.
    pub async fn find() -> Result<Self, Unavailable> {
        let instance = wgpu::Instance::new(wgpu::InstanceDescriptor::new_without_display_handle());
        let wish = wgpu::RequestAdapterOptions {
            power_preference: wgpu::PowerPreference::HighPerformance,
            ..Default::default()
        };
        let adapter = instance
            .request_adapter(&wish)
            .await
            // The cause would only list the systems that this crate could have been built for.
            .map_err(|_| Unavailable(GpuProblem::NoAdapter))?;
        let info = adapter.get_info();
        Ok(Self { adapter, info })
    }

    /// Its name, as far as the browser tells, or at least its driver's.
    pub fn name(&self) -> &str {
        let names = [&self.info.name, &self.info.driver, &self.info.driver_info];
        names.into_iter().find(|name| !name.is_empty()).map_or("unnamed adapter", String::as_str)
    }

    /// Whether it is an emulation on the CPU, slower than the CPU engine.
    pub fn is_software(&self) -> bool {
        self.info.device_type == wgpu::DeviceType::Cpu
    }
}

impl Device {
    /// Opens an adapter with its own limits.
    pub async fn open(Adapter { adapter, .. }: &Adapter) -> Result<Self, Unavailable> {
        let wish =
            wgpu::DeviceDescriptor { required_limits: adapter.limits(), ..wgpu::DeviceDescriptor::default() };
        let (device, queue) = adapter
            .request_device(&wish)
            .await
            .map_err(|error| Unavailable(GpuProblem::NoDevice { cause: error.to_string() }))?;
        let fault = Slot::new();
        let (lost, failed) = (fault.clone(), fault.clone());
        device.set_device_lost_callback(move |_, cause| lost.set(GpuProblem::DeviceLost { cause }));
        device.on_uncaptured_error(Arc::new(move |error| {
            failed.set(GpuProblem::DeviceFailed { cause: error.to_string() });
        }));
        Ok(Self { device, queue, fault })
    }

    /// The adapter's limits.
    pub fn limits(&self) -> wgpu::Limits {
        self.device.limits()
    }

    /// Gives the device up.
    #[cfg(feature = "gpu-native")]
    pub fn close(&self) {
        self.fault.set(GpuProblem::DeviceClosed);
        self.device.destroy();
    }

    /// Catches errors from here on.
    pub fn watch(&self) -> Watch {
        let memory = self.device.push_error_scope(wgpu::ErrorFilter::OutOfMemory);
        Watch { memory, validation: self.device.push_error_scope(wgpu::ErrorFilter::Validation) }
    }

    /// The first `bytes` of a buffer, as f32, once all work submitted is done.
    pub async fn read(&self, staging: &wgpu::Buffer, bytes: u64) -> Result<Vec<f32>, Unavailable> {
        let mapped = Slot::new();
        let done = mapped.clone();
        staging.map_async(wgpu::MapMode::Read, 0..bytes, move |result| done.set(result.is_ok()));
        // In the browser the event loop does this, and waiting here would stop it.
        #[cfg(not(target_arch = "wasm32"))]
        if self.device.poll(wgpu::PollType::wait_indefinitely()).is_err() {
            mapped.set(false);
        }
        let ok = mapped.await;
        if let Some(fault) = self.fault() {
            return Err(Unavailable(fault));
        }
        if !ok {
            return Err(Unavailable(GpuProblem::NoResult));
        }
        let view =
            staging.get_mapped_range(0..bytes).map_err(|_| Unavailable(GpuProblem::ResultUnreadable))?;
        let values = view.as_chunks::<4>().0.iter().map(|&four| f32::from_le_bytes(four)).collect();
        drop(view);
        staging.unmap();
        Ok(values)
    }

    /// What went wrong, if anything did.
    fn fault(&self) -> Option<GpuProblem> {
        self.fault.0.lock().unwrap_or_else(PoisonError::into_inner).0.clone()
    }
}

impl Watch {
    /// What went wrong since [`Device::watch`].
    pub async fn ended(self) -> Result<(), Unavailable> {
        let (validation, memory) = (self.validation.pop(), self.memory.pop());
        match validation.await.or(memory.await) {
            Some(error) => Err(Unavailable(GpuProblem::NetworkNotLoaded { cause: error.to_string() })),
            None => Ok(()),
        }
    }
}
